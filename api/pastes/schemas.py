"""What somebody pastes, and what a body may hold of it."""

from marshmallow import fields

from api.http.schemas.base import Schema
from api.publishing.schemas import BodyHtml


class PasteSchema(Schema):
    """HTML of a clipboard, as a program wrote it."""

    html = BodyHtml(required=True)


class PasteLossSchema(Schema):
    """What did not become part of it."""

    code = fields.String(required=True)
    detail = fields.String(required=True)
    detail_vi = fields.String(required=True)
    count = fields.Integer(required=True)
    examples = fields.List(fields.String(), required=True)
    after = fields.String(allow_none=True, metadata={"description": "The words before the first."})


class PastedSchema(Schema):
    """What a body would store of it, and what it would lose."""

    body_html = fields.String(required=True)
    losses = fields.List(fields.Nested(PasteLossSchema), required=True)
