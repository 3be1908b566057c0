"""Live rows of calendar entries, and the officials who take part in them."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import IdField, IntegerField, KeyField
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


MODELS = (CalendarEntry, EntryOfficial)
