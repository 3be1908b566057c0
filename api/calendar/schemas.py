"""The shape of the leaders' calendar."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.calendar.weeks import FIRST_DAY, LAST_DAY
from api.http.pagination import ListSchema, PageQuerySchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Id, Line, Lines, Word, at_most
from api.http.schemas.formats import ClockTime, EndTime, IdText
from api.http.schemas.queries import TolerantQuerySchema, choice_of_fields
from api.http.schemas.times import DateText

SESSIONS = ("morning", "afternoon", "evening", "all_day")
STATUSES = ("scheduled", "changed", "postponed", "cancelled", "added")


def _line(longest: int = 500) -> Line:
    return Line(allow_none=True, load_default=None, longest=longest)


def _lines(longest: int = 2_000) -> Lines:
    return Lines(allow_none=True, load_default=None, longest=longest)


class EntryContentSchema(Schema):
    """What an editor writes about an entry.

    `chair` is the id of an official or free text; `internal_note` never leaves the office. An
    `end_time` at or before `start_time` is the next day's.
    """

    date = DateText(
        required=True, validate=validate.Range(FIRST_DAY.isoformat(), LAST_DAY.isoformat())
    )
    title = Lines(required=True, longest=2_000)
    session = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(SESSIONS))
    start_time = ClockTime(allow_none=True, load_default=None)
    end_time = EndTime(allow_none=True, load_default=None)
    all_day = Boolean(load_default=False)
    location = _line()
    chair = _line(300)
    officials = fields.List(IdText(), load_default=list, validate=at_most(100))
    attendees = _lines()
    prepared_by = _line()
    status = fields.String(load_default="scheduled", validate=validate.OneOf(STATUSES))
    status_note = _line()
    supersedes = IdText(allow_none=True, load_default=None)
    note = _lines()
    internal_note = _lines(10_000)
    replaces_invitation = Boolean(load_default=False)

    @validates_schema
    def check_times(self, data: dict[str, Any], **kwargs: Any) -> None:
        """An entry ends only if it begins, and has no hours if it takes all day."""
        if data.get("end_time") and not data.get("start_time"):
            raise ValidationError("Only together with start_time.", "end_time")
        if data.get("all_day") and data.get("start_time"):
            raise ValidationError("Not together with all_day.", "start_time")


class ParticipantSchema(Schema):
    """Somebody in an entry: an official with an id, or a name alone."""

    id = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)


class EntrySchema(Schema):
    """An entry of the calendar."""

    id = Id(required=True)
    site = fields.String(required=True)
    date = fields.String(required=True, metadata={"format": "date"})
    session = fields.String(required=True, allow_none=True, metadata={"enum": [*SESSIONS, None]})
    start_time = fields.String(required=True, allow_none=True)
    end_time = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "At or before `start_time` it is the next day's."},
    )
    all_day = fields.Boolean(required=True)
    title = fields.String(required=True)
    location = fields.String(required=True, allow_none=True)
    chair = fields.Nested(ParticipantSchema, required=True, allow_none=True)
    officials = fields.List(fields.Nested(ParticipantSchema), required=True)
    attendees = fields.String(required=True, allow_none=True)
    prepared_by = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    status_note = fields.String(required=True, allow_none=True)
    supersedes = fields.String(required=True, allow_none=True, metadata={"format": "uuid"})
    note = fields.String(required=True, allow_none=True)
    replaces_invitation = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    updated_at = fields.String(required=True, metadata={"format": "date-time"})


class EntryListSchema(ListSchema):
    """A page of entries."""

    items = fields.List(fields.Nested(EntrySchema), required=True)


class EntryListQuerySchema(PageQuerySchema):
    """From when to when (at most 92 days), and for whom."""

    from_ = DateText(
        data_key="from",
        attribute="from",
        load_default=None,
        metadata={"description": "Today if left out."},
    )

    to = DateText(load_default=None, metadata={"description": "30 days later if left out."})
    official = Word(load_default=None, metadata={"description": "Id of an official."})
    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    fields_ = choice_of_fields(EntrySchema)


class WeekQuerySchema(Schema):
    """Of which site, and for whom."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    official = Word(load_default=None, metadata={"description": "Id of an official."})


class CalendarFileQuerySchema(TolerantQuerySchema, WeekQuerySchema):
    """The same, at an address that calendars subscribe to."""


class LunarSchema(Schema):
    """The date by the Vietnamese lunar calendar."""

    day = fields.Integer(required=True)
    month = fields.Integer(required=True)
    leap = fields.Boolean(
        required=True, metadata={"description": "Whether the month is the leap one of its year."}
    )
    year = fields.Integer(
        required=True, metadata={"description": "The solar year that most of the lunar one is in."}
    )


class DaySchema(Schema):
    """A day of a week; `weekday` 1 is Monday."""

    date = fields.String(required=True, metadata={"format": "date"})
    weekday = fields.Integer(
        required=True, metadata={"description": "ISO 8601: 1 is Monday (Thứ Hai), 7 is Sunday."}
    )
    holiday = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "Why it is a day off, in Vietnamese; null on other days. Days that are"
            " given for Tết of a coming year are expected until that year's decision."
        },
    )
    lunar = fields.Nested(LunarSchema, required=True)
    entries = fields.List(fields.Nested(EntrySchema), required=True)


_NEIGHBOUR = "Its name, to ask for as this one; null where no week is."


class WeekFactsSchema(Schema):
    """Which ISO week it is, of which site, and which stand beside it."""

    week = fields.String(required=True)
    site = fields.String(required=True)
    from_ = fields.String(
        data_key="from", attribute="from", required=True, metadata={"format": "date"}
    )
    to = fields.String(required=True, metadata={"format": "date"})
    prev = fields.String(required=True, allow_none=True, metadata={"description": _NEIGHBOUR})
    next = fields.String(required=True, allow_none=True, metadata={"description": _NEIGHBOUR})


class WeekSchema(WeekFactsSchema):
    """An ISO week of the calendar."""

    days = fields.List(fields.Nested(DaySchema), required=True)


class WeekSiteQuerySchema(Schema):
    """Of which site an editor's week is."""

    site = Word(
        load_default=None,
        metadata={"description": "Slug of a site; may be left out where one is meant."},
    )
