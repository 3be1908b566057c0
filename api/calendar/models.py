"""Live rows of calendar entries, the officials who take part in them, and planned weeks."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import IdField, IntegerField, KeyField, UTCDateTimeField
from api.publishing.models import LiveRow


class CalendarEntry(LiveRow):
    """One item of the leaders' calendar; `slot` and `starts` put the day in order."""

    date = KeyField()
    slot = IntegerField()
    starts = KeyField()

    class Meta:
        indexes = ((("site_slug", "date", "slot", "starts", "id"), False),)


class EntryOfficial(Model):
    """An official chairs or attends an entry."""

    official = IdField()
    entry = IdField(index=True)

    class Meta:
        primary_key = CompositeKey("official", "entry")


class CalendarWeek(Model):
    """A week that somebody planned; only those who write a whole week wait for its row.

    `published_at` is when it was last published as a whole.
    """

    site = IdField()
    week = KeyField()
    published_at = UTCDateTimeField(null=True)

    class Meta:
        primary_key = CompositeKey("site", "week")


MODELS = (CalendarEntry, EntryOfficial, CalendarWeek)
