"""Weeks of the calendar as editors read and write them."""

from marshmallow import Schema as AnySchema
from marshmallow import fields, validate

from api.calendar.schemas import STATUSES, DaySchema, EntryContentSchema, WeekFactsSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Id, Line
from api.http.schemas.times import Instant
from api.http.writes.bodies import OptionalSchema
from api.publishing.models import Public, Stage
from api.publishing.schemas import GateFindingSchema, Stored, WriterSchema

MOST_ENTRIES = 500


class PlannedEntrySchema(Schema):
    """An entry with the words of its head."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    public = fields.String(
        required=True, validate=validate.OneOf([str(choice) for choice in Public])
    )
    stage = fields.String(required=True, validate=validate.OneOf([str(choice) for choice in Stage]))
    author = fields.Nested(WriterSchema, required=True)
    saved_by = fields.Nested(WriterSchema, required=True)
    saved_at = Instant(required=True)
    content = Stored(EntryContentSchema, required=True)
    is_pending = fields.Boolean(
        required=True, metadata={"description": "Whether it says something that is not public."}
    )
    goes_out_as = fields.String(
        required=True,
        validate=validate.OneOf(STATUSES),
        metadata={"description": "The status that publishing the week with marks gives it."},
    )
    findings = fields.List(
        fields.Nested(GateFindingSchema),
        required=True,
        metadata={"description": "What the gates say; nothing of what is public already."},
    )


class PlannedDaySchema(DaySchema):
    """A day of a week, without its entries."""

    class Meta:
        exclude = ("entries",)


class PlannedWeekSchema(WeekFactsSchema):
    """A week as it is planned."""

    was_public = fields.Boolean(
        required=True,
        metadata={"description": "Whether readers have seen it, so that changes are marked."},
    )
    days = fields.List(fields.Nested(PlannedDaySchema), required=True)
    entries = fields.List(fields.Nested(PlannedEntrySchema), required=True)


REASONS = ("holiday", "not_taking_place", "already_there", "unknown_reference")


class SkippedEntrySchema(Schema):
    """An entry that was not copied, and why."""

    id = fields.UUID(required=True, metadata={"description": "Of the entry in the other week."})
    title = fields.String(required=True)
    date = fields.String(
        required=True,
        metadata={"format": "date", "description": "The day that it would have had."},
    )
    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    holiday = fields.String(required=True, allow_none=True)


class CopiedWeekSchema(PlannedWeekSchema):
    """A week after a copy, and what was not copied."""

    skipped = fields.List(fields.Nested(SkippedEntrySchema), required=True)


class CopySchema(Schema):
    """From which week."""

    from_ = fields.String(
        data_key="from",
        attribute="from",
        required=True,
        metadata={"description": "An ISO week, such as `2026-W07`."},
    )


class NewEntrySchema(EntryContentSchema):
    """What an entry says; with the id of the one that is there, else a new one."""

    id = Id(load_default=None, allow_none=True)


class _RawEntry(fields.Nested):
    """Described as content, and loaded as it came: the engine checks it, once."""

    def _deserialize(self, value: object, *_: object, **__: object) -> object:
        if not isinstance(value, dict):
            raise self.make_error("type")
        known = AnySchema.from_dict({"id": Id(load_default=None, allow_none=True)})
        entry = {"id": value.get("id")}
        content = {name: member for name, member in value.items() if name != "id"}
        return {**known().load(entry), "content": content}


class WeekEntriesSchema(Schema):
    """The whole week as a set."""

    entries = fields.List(
        _RawEntry(NewEntrySchema), required=True, validate=validate.Length(max=MOST_ENTRIES)
    )


class WeekPublicationSchema(OptionalSchema):
    """How the week goes out."""

    marks = Boolean(
        load_default=True,
        metadata={
            "description": "Whether entries of a week that readers have seen say that they were"
            " changed or added; false for a typing error."
        },
    )
    acknowledged = fields.List(
        Line(longest=50),
        load_default=list,
        validate=validate.Length(max=50),
        metadata={"description": "Codes of the warnings that it goes out with."},
    )
