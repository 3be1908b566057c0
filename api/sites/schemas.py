"""The portal's identity, as an editor writes it and as readers get it."""

import re
from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.http.pagination import ListSchema, PageQuerySchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import (
    Boolean,
    Email,
    Integer,
    Line,
    Lines,
    Origin,
    WebAddress,
    at_most,
)
from api.http.schemas.formats import ClockTime, Form, SlugText
from api.http.schemas.queries import choice_of_fields
from api.http.schemas.times import DateText
from api.media.schemas import ImageContentSchema, ImageSchema

TASKS = ("apply", "track", "procedures", "hotline")
"""Nộp hồ sơ, tra hồ sơ, thủ tục, đường dây nóng."""
_TASK_ADDRESS = re.compile(r"tel:\+?[0-9]{3,15}|/(?!/)[A-Za-z0-9._~/?=&%-]*", re.ASCII)


class TaskAddress(WebAddress):
    """A web address, a telephone as `tel:19001234`, or a path of the portal itself."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str) and _TASK_ADDRESS.fullmatch(value.strip()):
            return value.strip()
        return super()._deserialize(value, attr, data, **kwargs)


class PersonSchema(Schema):
    """Somebody by name and office."""

    name = Line(required=True, longest=100)
    title = Line(allow_none=True, load_default=None, longest=200)


class SocialSchema(Schema):
    """A page of the commune on a social network."""

    name = Line(required=True, longest=50)
    url = WebAddress(required=True, longest=500)


class SiteLinkSchema(Schema):
    """A website that people of the commune need: of the province, of the services of the state."""

    name = Line(required=True, longest=100)
    url = WebAddress(required=True, longest=500)


class FormerUnitSchema(Schema):
    """A unit that was merged into this one, and the last day it existed."""

    name = Line(required=True, longest=200)
    until = DateText(allow_none=True, load_default=None)


class IntervalSchema(Schema):
    """From when to when an office is open on a day."""

    opens = ClockTime(required=True)
    closes = ClockTime(required=True)

    @validates_schema
    def check_order(self, data: dict[str, Any], **kwargs: Any) -> None:
        """An office closes after it has opened."""
        if data["closes"] <= data["opens"]:
            raise ValidationError("Must be later than opens.", "closes")


class OpeningHoursSchema(Schema):
    """Office hours of some weekdays (1 is Monday), in a part of the year where dates are given."""

    weekdays = fields.List(
        Integer(validate=validate.Range(1, 7)),
        required=True,
        validate=validate.Length(min=1, error="Must not be empty."),
        metadata={"description": "ISO 8601: 1 is Monday (Thứ Hai), 7 is Sunday."},
    )
    intervals = fields.List(fields.Nested(IntervalSchema), required=True)
    valid_from = DateText(allow_none=True, load_default=None)
    valid_to = DateText(allow_none=True, load_default=None)

    @validates_schema
    def check_order(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Its hours follow each other, and its part of the year ends after it begins."""
        hours = data["intervals"]
        if any(later["opens"] < earlier["closes"] for earlier, later in pairwise(hours)):
            raise ValidationError("Each must begin when the one before has ended.", "intervals")
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            raise ValidationError("Must not be earlier than valid_from.", "valid_to")


class TaskSchema(Schema):
    """What people come to do, and where: the large buttons of the home page."""

    kind = fields.String(required=True, validate=validate.OneOf(TASKS))
    label = Line(required=True, longest=60)
    url = TaskAddress(required=True, longest=500)


class MeasurementSchema(Schema):
    """The label of the state's measuring of portals."""

    label = Line(required=True, longest=200)


def _line(longest: int = 300) -> Line:
    return Line(allow_none=True, load_default=None, longest=longest)


class SiteContentSchema(Schema):
    """What an editor writes about the portal: `site.json` of a bundle."""

    slug = SlugText(required=True)
    name = Line(required=True, longest=200)
    name_en = _line()
    organisation = _line()
    organisation_en = _line()
    province = _line(100)
    responsible_person = fields.Nested(PersonSchema, allow_none=True, load_default=None)
    address = _line()
    address_en = _line()
    phone = _line(50)
    fax = _line(50)
    email = Email(allow_none=True, load_default=None, longest=254)
    hotline = _line(50)
    logo = fields.Nested(ImageContentSchema, allow_none=True, load_default=None)
    base_url = Origin(allow_none=True, load_default=None, longest=300)
    timezone = fields.String(
        load_default="Asia/Ho_Chi_Minh", validate=validate.OneOf(["Asia/Ho_Chi_Minh"])
    )
    languages = fields.List(
        fields.String(
            validate=Form("[a-z]{2,3}(-[A-Z]{2})?", error="Not a language, such as vi or zh-TW.")
        ),
        load_default=lambda: ["vi"],
        validate=validate.Length(1, 10),
    )
    social = fields.List(fields.Nested(SocialSchema), load_default=list, validate=at_most(20))
    links = fields.List(fields.Nested(SiteLinkSchema), load_default=list, validate=at_most(50))
    former_units = fields.List(
        fields.Nested(FormerUnitSchema), load_default=list, validate=at_most(50)
    )
    opening_hours = fields.List(
        fields.Nested(OpeningHoursSchema), load_default=list, validate=at_most(50)
    )
    areas = fields.List(
        Line(longest=200),
        load_default=list,
        validate=at_most(200),
        metadata={"description": "Hamlets and the like, by which notices are looked for."},
    )
    tasks = fields.List(fields.Nested(TaskSchema), load_default=list, validate=at_most(12))
    licence = Lines(allow_none=True, load_default=None, longest=1_000)
    measurement = fields.Nested(MeasurementSchema, allow_none=True, load_default=None)
    two_person_rule = Boolean(load_default=True)


class SiteSchema(SiteContentSchema):
    """The public identity of a portal; what is not known is null, never missing."""

    class Meta:
        fields = (
            *("id", "slug", "name", "name_en", "organisation", "organisation_en", "province"),
            *("responsible_person", "address", "address_en", "phone", "fax", "email", "hotline"),
            *("logo", "base_url", "timezone", "languages", "social", "links"),
            *("former_units", "opening_hours", "areas", "tasks", "licence", "measurement"),
        )

    id = fields.UUID(required=True)
    logo = fields.Nested(ImageSchema, allow_none=True)

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """All of it is always there."""
        field_obj.required = True


class SiteListSchema(ListSchema):
    """A page of sites."""

    items = fields.List(fields.Nested(SiteSchema), required=True)


class SiteQuerySchema(Schema):
    """Parameters of one site."""

    fields_ = choice_of_fields(SiteSchema)


class SiteListQuerySchema(PageQuerySchema):
    """Parameters of the list of sites."""

    fields_ = choice_of_fields(SiteSchema)


class LinkSchema(Schema):
    """A site in the descriptor."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    url = fields.String(required=True)
    api = fields.String(required=True)


class DescriptorSchema(Schema):
    """What this installation is and where its parts are."""

    name = fields.String(required=True)
    software = fields.String(required=True)
    version = fields.String(required=True)
    api_version = fields.String(required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    sites = fields.List(fields.Nested(LinkSchema), required=True)
    capabilities = fields.List(fields.String(), required=True)
    vapid_public_key = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "By which browsers subscribe; null where nobody is told."},
    )


class SiteNameSchema(Schema):
    """A site, and what people call it."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
