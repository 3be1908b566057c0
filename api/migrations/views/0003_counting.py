"""Counting: hours, what was seen, journals, days, salts; and each count knows its kind and site."""

from typing import Any

from peewee import SQL, BigIntegerField, CompositeKey, Model

from api.db.databases import db as content_proxy
from api.db.databases import is_sqlite
from api.db.fields import BytesField, IdField, IntegerField, KeyField

BATCH = 500


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


TABLES = [ViewCount, ViewHour, ViewSeen, ViewJournal, ViewDay, ViewSalt]
# What need not outlive a crash is not written to PostgreSQL's log.
UNLOGGED = ("view_seen", "view_salt")


def up(migrator: Any, db: Any) -> None:
    """Make the tables; what is counted already stays counted."""
    counts = db.execute_sql('SELECT "item", "views" FROM "view_count"').fetchall()
    db.execute_sql('DROP TABLE "view_count"')
    db.bind(TABLES)
    db.create_tables(TABLES)
    if not is_sqlite():
        for table in UNLOGGED:
            db.execute_sql(f'ALTER TABLE "{table}" SET UNLOGGED')
    for start in range(0, len(counts), BATCH):
        _keep(db, counts[start : start + BATCH])


def _keep(db: Any, counts: list[tuple[Any, int]]) -> None:
    content: Any = content_proxy.obj
    marks = ", ".join([content.param] * len(counts))
    sql = f'SELECT "id", "type", "site" FROM "document" WHERE "id" IN ({marks})'  # noqa: S608
    known = {row[0]: row[1:] for row in content.execute_sql(sql, [item for item, _ in counts])}
    for item, views in counts:
        if item in known:
            kind, site = known[item]
            ViewCount.insert(item=item, kind=kind, site=site, views=views).execute()
