"""What the parameters of addresses have in common."""

import marshmallow

from api.http.schemas.base import Schema
from api.http.schemas.names import Names


class EmptyQuerySchema(Schema):
    """An address that takes no parameters."""


class TolerantQuerySchema(Schema):
    """An address that programs of others write, who add what they like: it is ignored."""

    class Meta:
        unknown = marshmallow.EXCLUDE


def choice_of_fields(schema: type[marshmallow.Schema]) -> Names:
    """The parameter `fields`: which members of `schema` to send."""
    members = tuple(schema().fields)
    return Names(
        lambda: members,
        data_key="fields",
        attribute="fields",
        load_default=None,
        metadata={"description": "Only these members, by comma."},
    )


def schema_names(schema: marshmallow.Schema) -> list[str]:
    """The parameters of a schema as they stand in an address."""
    return [field.data_key or str(field.name) for field in schema.load_fields.values()]
