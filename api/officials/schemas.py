"""The shape of officials: only what the site chose to publish."""

from marshmallow import fields, validate

from api.http.pagination import ListedQuerySchema, ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Email, Integer, Line, Lines
from api.http.schemas.queries import choice_of_fields
from api.media.schemas import ImageContentSchema, ImageSchema


class OfficialContentSchema(Schema):
    """What an editor writes about an official; phone and e-mail are those of the office.

    Biography and duties are asked for by NĐ 224/2026/NĐ-CP, article 9.1.c.
    """

    name = Line(required=True, longest=100)
    position = Line(allow_none=True, load_default=None, longest=200)
    unit = Line(allow_none=True, load_default=None, longest=200)
    term = Line(allow_none=True, load_default=None, longest=100)
    duties = Lines(allow_none=True, load_default=None, longest=3_000)
    biography = Lines(allow_none=True, load_default=None, longest=5_000)
    order = Integer(load_default=0, validate=validate.Range(-1_000_000, 1_000_000))
    phone = Line(allow_none=True, load_default=None, longest=50)
    email = Email(allow_none=True, load_default=None, longest=254)
    photo = fields.Nested(ImageContentSchema, allow_none=True, load_default=None)


class OfficialSchema(Schema):
    """An official of a commune."""

    id = fields.UUID(required=True)
    site = fields.String(required=True)
    name = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    term = fields.String(required=True, allow_none=True)
    duties = fields.String(required=True, allow_none=True)
    biography = fields.String(required=True, allow_none=True)
    order = fields.Integer(required=True)
    phone = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    photo = fields.Nested(ImageSchema, required=True, allow_none=True)


class OfficialListSchema(ListSchema):
    """A page of officials."""

    items = fields.List(fields.Nested(OfficialSchema), required=True)


class OfficialListQuerySchema(ListedQuerySchema):
    """Parameters of the list of officials."""

    fields_ = choice_of_fields(OfficialSchema)
