"""How often each item was read, and what readers say of it. Kept apart from content: counting
never touches it.

Nothing here says who read: what tells one reader from another is a keyed hash whose key is gone
after a day, and even that is deleted after a window.
"""

from peewee import SQL, BigIntegerField, CompositeKey

from api.db.databases import ViewsModel
from api.db.fields import BytesField, IdField, IntegerField, KeyField


class ViewCount(ViewsModel):
    """All views of one item since it was first published."""

    item = IdField(primary_key=True)
    kind = KeyField()
    site = IdField()
    views = BigIntegerField()

    class Meta:
        indexes = (
            (("kind", "site", "views", "item"), False),
            (("kind", "views", "item"), False),
        )


class ViewHour(ViewsModel):
    """The views of one item in one hour, numbered from 1970; after 90 days, of one day.

    A day's row stands at the hour of its midnight in Viet Nam.
    """

    item = IdField()
    hour = IntegerField()
    kind = KeyField()
    site = IdField()
    views = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("item", "hour")
        indexes = (
            (("kind", "site", "hour"), False),
            (("hour",), False),
        )


class ViewSeen(ViewsModel):
    """A visit that was counted: for a window it is not counted again.

    `window` is the one in which it was folded.
    """

    key = BytesField(primary_key=True)
    cap_key = BytesField(index=True)
    window = BigIntegerField()


class ViewJournal(ViewsModel):
    """How much of a journal is folded; the row goes with the file."""

    name = KeyField(primary_key=True)
    offset = BigIntegerField()


class ViewDay(ViewsModel):
    """What explains a day's counts: the list of crawlers in force, and what had to be dropped."""

    day = KeyField(primary_key=True)
    crawlers = KeyField()
    dropped = BigIntegerField(constraints=[SQL("DEFAULT 0")])


class ViewSalt(ViewsModel):
    """The salt of a day, for the nodes that share a PostgreSQL database; empty on SQLite."""

    day = IntegerField(primary_key=True)
    salt = BytesField()


class RatingCount(ViewsModel):
    """How many votes on one item say one thing."""

    item = IdField()
    verdict = IntegerField()
    site = IdField(index=True)
    votes = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("item", "verdict")


class RatingVote(ViewsModel):
    """What a visitor said of an item today, so that another vote takes its place."""

    key = BytesField(primary_key=True)
    cap_key = BytesField(index=True)
    hour = IntegerField(index=True)
    verdict = IntegerField()
    millisecond = BigIntegerField()


MODELS = (
    *(ViewCount, ViewHour, ViewSeen, ViewJournal, ViewDay, ViewSalt),
    *(RatingCount, RatingVote),
)
