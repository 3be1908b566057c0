"""What may stand in an address: fields for words and lists, and the parser that drops nothing.

Each field says with `described` how the OpenAPI document shows it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn
from uuid import UUID

import marshmallow
from marshmallow import ValidationError, fields
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy

from api.core import errors
from api.core.ids import parse_id
from api.core.messages import field_errors, parameter_errors
from api.core.schemas import Line, Schema

LONGEST_NAME = 100
"""Of a name that is not ours, no more than this is sent back."""
ID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
"""An id as it is written in an address: there is one way alone."""


class EmptyQuerySchema(Schema):
    """An address that takes no parameters."""


class Word(Line):
    """A word to look for, by the text rules: as it was stored, however it is spelt in bytes.

    An empty one stays empty: it names nothing, which is not the same as not being asked.
    """

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs) or ""


class Names(fields.Field[tuple[str, ...]]):
    """A comma-separated list, each of its names among `allowed`."""

    def __init__(self, allowed: Iterable[str], **kwargs: Any) -> None:
        self.allowed = tuple(allowed)
        items = {"type": "string", "enum": list(self.allowed)}
        self.described = {"type": "array", "items": items, "minItems": 1}
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[str, ...]:
        names = tuple(str(value).split(","))
        for name in names:
            if name not in self.allowed:
                raise ValidationError(f"There is no field “{name[:50]}” here.")
        return names


class Ids(fields.Field[tuple[UUID, ...]]):
    """Up to `most` ids, separated by commas."""

    def __init__(self, most: int = 100, **kwargs: Any) -> None:
        self.most = most
        items = {"type": "string", "format": "uuid", "pattern": f"^{ID_PATTERN}$"}
        self.described = {"type": "array", "items": items, "minItems": 1, "maxItems": most}
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[UUID, ...]:
        parts = str(value).split(",")
        if len(parts) > self.most:
            raise ValidationError(f"At most {self.most} values.")
        ids = [parse_id(part) for part in parts]
        if None in ids:
            raise ValidationError("Not a valid UUID.")
        return tuple(each for each in ids if each is not None)


def choice_of_fields(schema: type[marshmallow.Schema]) -> Names:
    """The parameter `fields`: which members of `schema` to send."""
    return Names(
        tuple(schema().fields),
        data_key="fields",
        attribute="fields",
        load_default=None,
        metadata={"description": "Only these members, by comma."},
    )


class StrictParser(FlaskParser):
    """Refuses what others drop: unknown and repeated parameters, bodies that are not JSON."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - as its base declares it
        "query": marshmallow.RAISE,
        "json": marshmallow.RAISE,
    }

    def load_querystring(self, req: Any, schema: Any) -> MultiDictProxy:
        """The query, when each name is given once."""
        repeated = [name for name, values in req.args.lists() if len(values) > 1]
        if repeated:
            said = {name[:LONGEST_NAME]: ["Given more than once."] for name in repeated}
            raise errors.InvalidParameter(errors=parameter_errors(said))
        found: MultiDictProxy = super().load_querystring(req, schema)
        return found

    def load_json(self, req: Any, schema: Any) -> Any:
        """The body, when it says that it is JSON."""
        if not req.is_json:
            raise errors.UnsupportedMediaType
        return super().load_json(req, schema)

    def handle_error(self, error: Any, req: Any, schema: Any, **kwargs: Any) -> NoReturn:
        """Name what is wrong: a parameter (400) or a member of the body (422)."""
        location, messages = next(iter(error.normalized_messages().items()))
        if location == "query":
            raise errors.InvalidParameter(errors=parameter_errors(_cut(messages))) from error
        raise errors.InvalidContent(errors=field_errors(messages)) from error


def _cut(messages: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name)[:LONGEST_NAME]: said for name, said in messages.items()}
