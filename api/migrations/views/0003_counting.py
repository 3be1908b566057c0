"""The first schema of view counts: what the migrations 0001 to 0003 had made, in one.

It bears the name of the last of them, by which a database that had them all is known. Frozen: later
changes are migrations of their own.
"""

from typing import Any

from peewee import SQL, BigIntegerField, CompositeKey, Model

from api.db.databases import is_sqlite
from api.db.fields import BytesField, IdField, IntegerField, KeyField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class ViewCount(Table):
    item = IdField(primary_key=True)
    kind = KeyField()
    site = IdField()
    views = BigIntegerField()

    class Meta:
        table_name = "view_count"
        indexes = (
            (("kind", "site", "views", "item"), False),
            (("kind", "views", "item"), False),
        )


class ViewHour(Table):
    item = IdField()
    hour = IntegerField()
    kind = KeyField()
    site = IdField()
    views = BigIntegerField()

    class Meta:
        table_name = "view_hour"
        primary_key = CompositeKey("item", "hour")
        indexes = (
            (("kind", "site", "hour"), False),
            (("hour",), False),
        )


class ViewSeen(Table):
    key = BytesField(primary_key=True)
    cap_key = BytesField(index=True)
    window = BigIntegerField()

    class Meta:
        table_name = "view_seen"


class ViewJournal(Table):
    name = KeyField(primary_key=True)
    offset = BigIntegerField()

    class Meta:
        table_name = "view_journal"


class ViewDay(Table):
    day = KeyField(primary_key=True)
    crawlers = KeyField()
    dropped = BigIntegerField(constraints=[SQL("DEFAULT 0")])

    class Meta:
        table_name = "view_day"


class ViewSalt(Table):
    day = IntegerField(primary_key=True)
    salt = BytesField()

    class Meta:
        table_name = "view_salt"


TABLES = [
    ViewCount,
    ViewHour,
    ViewSeen,
    ViewJournal,
    ViewDay,
    ViewSalt,
]

# What need not outlive a crash is not written to PostgreSQL's log.
UNLOGGED = ("view_seen", "view_salt")


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""
    db.bind(TABLES)
    db.create_tables(TABLES)
    if not is_sqlite():
        for table in UNLOGGED:
            db.execute_sql(f'ALTER TABLE "{table}" SET UNLOGGED')
