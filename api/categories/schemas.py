"""The shape of categories."""

from marshmallow import fields, validate

from api.http.pagination import ListedQuerySchema, ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Id, Integer, Line
from api.http.schemas.formats import IdText, SlugText
from api.http.schemas.queries import choice_of_fields


class CategoryContentSchema(Schema):
    """What an editor writes about a category; `parent` is the id of another one."""

    name = Line(required=True, longest=200)
    slug = SlugText(allow_none=True, load_default=None)
    parent = IdText(allow_none=True, load_default=None)
    menu_title = Line(allow_none=True, load_default=None, longest=40)
    order = Integer(load_default=0, validate=validate.Range(-1_000_000, 1_000_000))


class CategorySchema(Schema):
    """A category; `parent` is the slug of the one it belongs to."""

    id = Id(required=True)
    site = fields.String(required=True)
    slug = fields.String(required=True)
    name = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    menu_title = fields.String(required=True, allow_none=True)
    order = fields.Integer(required=True)


class CountedCategorySchema(CategorySchema):
    """A category with the number of its live articles, those of its children included."""

    articles = fields.Integer(required=True)


class CategoryListSchema(ListSchema):
    """A page of categories."""

    items = fields.List(fields.Nested(CountedCategorySchema), required=True)


class CategoryListQuerySchema(ListedQuerySchema):
    """Parameters of the list of categories."""

    fields_ = choice_of_fields(CountedCategorySchema)
