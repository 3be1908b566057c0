"""What is asked of the figures that communes report, and how they are shown."""

from typing import Any

from marshmallow import fields, validate

from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Word
from api.http.schemas.names import Names
from api.http.schemas.times import DateText, Instant
from api.publishing import registry
from api.views.schemas import REASONS

COUNTED = registry.names("view_number")
FORMATS = ("json", "csv")
_DAYS = validate.Range("1900-01-01", "2999-12-31")


class PeriodQuerySchema(Schema):
    """Of which days and which site."""

    from_ = DateText(
        data_key="from",
        attribute="from",
        load_default=None,
        validate=_DAYS,
        metadata={"description": "The first day; 29 days before `to` if left out."},
    )
    to = DateText(
        load_default=None,
        validate=_DAYS,
        metadata={"description": "The last day; today if left out."},
    )
    site = Word(load_default=None, metadata={"description": "Slug of a site."})


class ViewsQuerySchema(PeriodQuerySchema):
    """And of which types."""

    type = Names(COUNTED, load_default=None, metadata={"description": "Only these types."})


class PublishedQuerySchema(PeriodQuerySchema):
    """And of which types, as what."""

    type = Names(
        registry.names(),
        load_default=None,
        metadata={"description": "Only these types; those with pages of their own if left out."},
    )
    format = fields.String(
        load_default="json",
        validate=validate.OneOf(FORMATS),
        metadata={"description": "`csv` is a table with a line for each document."},
    )


class RatingsQuerySchema(Schema):
    """Of which site, and whether reasons are told too."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    reasons = Boolean(
        load_default=False, metadata={"description": "Tell why items were not useful, too."}
    )


class PeriodSchema(Schema):
    """The days that were looked at."""

    from_ = fields.String(
        data_key="from", attribute="from", required=True, metadata={"format": "date"}
    )
    to = fields.String(required=True, metadata={"format": "date"})


class DayOfViewsSchema(Schema):
    """The views of a day in Viet Nam."""

    date = fields.String(required=True, metadata={"format": "date"})
    views = fields.Integer(required=True)


class TypeOfViewsSchema(Schema):
    """The views of a type."""

    type = fields.String(required=True)
    views = fields.Integer(required=True)


class SiteOfViewsSchema(Schema):
    """The views of a site."""

    site = fields.String(required=True, metadata={"description": "Its slug."})
    views = fields.Integer(required=True)


class ReadSchema(Schema):
    """Something public that was read."""

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    site = fields.String(required=True)
    title = fields.String(required=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    published_at = Instant(required=True)
    views = fields.Integer(required=True)


class ViewsStatisticsSchema(PeriodSchema):
    """How often the portal was read."""

    views = fields.Integer(required=True)
    days = fields.List(
        fields.Nested(DayOfViewsSchema),
        required=True,
        metadata={"description": "Every day of the period, those without a view too."},
    )
    types = fields.List(fields.Nested(TypeOfViewsSchema), required=True)
    sites = fields.List(fields.Nested(SiteOfViewsSchema), required=True)
    most_read = fields.List(
        fields.Nested(ReadSchema),
        required=True,
        metadata={"description": "At most 100, of what is public now."},
    )


class ReasonsSchema(Schema):
    """How often each reason was given; many give none."""

    class Meta:
        include = {name: fields.Integer(required=True) for name in REASONS}  # noqa: RUF012


class RatedSchema(Schema):
    """What readers say of an item."""

    id = fields.UUID(required=True)
    useful = fields.Integer(required=True)
    not_useful = fields.Integer(required=True)
    reasons = fields.Nested(ReasonsSchema, metadata={"description": "With `reasons=true` alone."})


class RatingsStatisticsSchema(Schema):
    """Votes by item."""

    items = fields.List(fields.Nested(RatedSchema), required=True)


class GroupSchema(Schema):
    """How many documents belong together, and how often they were read."""

    documents = fields.Integer(required=True)
    views = fields.Integer(
        required=True, metadata={"description": "All since they were published."}
    )


def _group(name: str, **members: fields.Field[Any]) -> fields.List:
    schema = type(f"{name}FiguresSchema", (GroupSchema,), {"__doc__": f"By {name}.", **members})
    return fields.List(fields.Nested(schema), required=True)


_NOBODY = {"description": "Null for documents without one."}


class NamedIdSchema(Schema):
    """Somebody or something with an id."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class PublishedStatisticsSchema(PeriodSchema, GroupSchema):
    """What was published first in the period and is public now, counted in four ways."""

    types = _group("Type", type=fields.String(required=True))
    authors = _group(
        "Author",
        author=fields.Nested(
            NamedIdSchema,
            required=True,
            metadata={"description": "Whose account began the document."},
        ),
    )
    bylines = _group(
        "Byline", byline=fields.String(required=True, allow_none=True, metadata=_NOBODY)
    )
    categories = _group(
        "Category",
        category=fields.Nested(NamedIdSchema, required=True, allow_none=True, metadata=_NOBODY),
    )
