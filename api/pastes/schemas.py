"""What somebody pastes, and what a body may hold of it."""

from marshmallow import fields

from api.http.schemas.base import Schema
from api.publishing.schemas import BodyHtml, LossSchema


class PasteSchema(Schema):
    """HTML of a clipboard, as a program wrote it."""

    html = BodyHtml(required=True)


class PasteLossSchema(LossSchema):
    """What did not become part of it."""

    class Meta:
        exclude = ("pointer",)


class PastedSchema(Schema):
    """What a body would store of it, and what it would lose."""

    body_html = fields.String(required=True)
    losses = fields.List(fields.Nested(PasteLossSchema), required=True)
