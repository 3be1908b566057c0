"""Parameters of the pictures of links."""

from marshmallow import fields

from api.http.schemas.queries import EmptyQuerySchema


class LinkPreviewQuerySchema(EmptyQuerySchema):
    """Parameters of one picture."""

    version = fields.Integer(
        load_default=None,
        metadata={"description": "Says nothing: who keeps pictures by address takes a new one."},
    )
