"""The shape of banners."""

from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.http.pagination import ListedQuerySchema, ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Integer, Line, WebAddress
from api.http.schemas.queries import choice_of_fields
from api.http.schemas.times import InstantText
from api.media.schemas import ImageContentSchema, ImageSchema

PLACEMENTS = ("header", "sidebar")


class BannerContentSchema(Schema):
    """What an editor writes: where, which picture, where it leads, and when it shows."""

    placement = fields.String(required=True, validate=validate.OneOf(PLACEMENTS))
    image = fields.Nested(ImageContentSchema, required=True)
    link = WebAddress(allow_none=True, load_default=None, longest=1_000)
    label = Line(allow_none=True, load_default=None, longest=200)
    order = Integer(load_default=0, validate=validate.Range(-1_000_000, 1_000_000))
    starts_at = InstantText(allow_none=True, load_default=None)
    ends_at = InstantText(allow_none=True, load_default=None)

    @validates_schema
    def check_window(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A window ends after it begins."""
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and datetime.fromisoformat(ends) <= datetime.fromisoformat(starts):
            raise ValidationError("Must be later than starts_at.", "ends_at")


class BannerSchema(Schema):
    """A banner that shows now."""

    id = fields.UUID(required=True)
    site = fields.String(required=True)
    placement = fields.String(required=True, validate=validate.OneOf(PLACEMENTS))
    image = fields.Nested(ImageSchema, required=True)
    link = fields.String(required=True, allow_none=True)
    label = fields.String(required=True, allow_none=True)
    order = fields.Integer(required=True)
    starts_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    ends_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})


class BannerListSchema(ListSchema):
    """A page of banners."""

    items = fields.List(fields.Nested(BannerSchema), required=True)


class BannerListQuerySchema(ListedQuerySchema):
    """Parameters of the list of banners."""

    placement = fields.String(load_default=None, validate=validate.OneOf(PLACEMENTS))
    fields_ = choice_of_fields(BannerSchema)
