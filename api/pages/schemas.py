"""The shape of standing pages."""

from marshmallow import fields, validate

from api.http.pagination import ListedQuerySchema, ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Integer, Line
from api.http.schemas.formats import IdText, SlugText
from api.http.schemas.queries import choice_of_fields
from api.media.schemas import AttachmentList, AttachmentSchema, ImageSchema
from api.publishing.schemas import AddressedSchema, BodyHtml, BodyQuerySchema, BodySchema

NOT_IN_SUMMARY = ("body", "images", "attachments")


class PageContentSchema(Schema):
    """What an editor writes; `parent` is the id of another page."""

    title = Line(required=True, longest=500)
    slug = SlugText(allow_none=True, load_default=None)
    body_html = BodyHtml(load_default="")
    parent = IdText(allow_none=True, load_default=None)
    menu_title = Line(allow_none=True, load_default=None, longest=40)
    menu_order = Integer(load_default=0, validate=validate.Range(-1_000_000, 1_000_000))
    attachments = AttachmentList()


class PageSummarySchema(AddressedSchema):
    """A standing page as menus show it; `parent` is the slug of the page above."""

    parent = fields.String(required=True, allow_none=True)
    menu_title = fields.String(required=True, allow_none=True)
    menu_order = fields.Integer(required=True)


class PageSchema(PageSummarySchema):
    """A whole standing page."""

    body = fields.Nested(BodySchema)
    images = fields.List(fields.Nested(ImageSchema), required=True)
    attachments = fields.List(fields.Nested(AttachmentSchema), required=True)


class PageListSchema(ListSchema):
    """A page of standing pages."""

    items = fields.List(fields.Nested(PageSummarySchema), required=True)


class PageQueryOneSchema(BodyQuerySchema):
    """Parameters of one standing page."""

    fields_ = choice_of_fields(PageSchema)


class PageListQuerySchema(ListedQuerySchema):
    """Parameters of the list of standing pages."""

    fields_ = choice_of_fields(PageSummarySchema)
