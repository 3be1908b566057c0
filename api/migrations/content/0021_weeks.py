"""Calendars are planned by the week: entries are found by their day, links show a whole week."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from peewee import CompositeKey, Model

from api.db.fields import IdField, JSONTextField, KeyField, UTCDateTimeField

BATCH = 500


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Document(Table):
    id = IdField(primary_key=True)
    type = KeyField()
    head = IdField()
    day = KeyField(null=True)

    class Meta:
        table_name = "document"


class Edition(Table):
    id = IdField(primary_key=True)
    content = JSONTextField()

    class Meta:
        table_name = "edition"


class CalendarWeek(Table):
    site = IdField()
    week = KeyField()
    published_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "calendar_week"
        primary_key = CompositeKey("site", "week")


class PreviewLink(Table):
    id = IdField(primary_key=True)
    document = IdField(index=True)
    week = KeyField(null=True)
    editions = JSONTextField()
    hash = KeyField(unique=True)
    author = KeyField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField(index=True)

    class Meta:
        table_name = "preview_link"


def up(migrator: Any, db: Any) -> None:
    """Add the column, fill it, and make the tables; links, which live for three days, end."""
    db.bind([Document, Edition, CalendarWeek, PreviewLink])
    migrator.migrate(migrator.add_column("document", "day", KeyField(null=True)))
    for batch in _batches():
        _date(batch)
    migrator.migrate(migrator.add_index("document", ("site", "day"), False))
    db.drop_tables([PreviewLink])
    db.create_tables([CalendarWeek, PreviewLink])


def _batches() -> Iterator[list[Any]]:
    last: UUID | None = None
    while True:
        entries = Document.select(Document.id, Document.head).order_by(Document.id).limit(BATCH)
        is_entry = Document.type == "calendar_entry"
        batch = list(entries.where(is_entry if last is None else is_entry & (Document.id > last)))
        if not batch:
            return
        yield batch
        last = batch[-1].id


def _date(batch: list[Any]) -> None:
    heads = Edition.select().where(Edition.id.in_([each.head for each in batch]))
    contents = {each.id: each.content for each in heads}
    for each in batch:
        if each.head in contents:  # What was purged has no words left.
            day = contents[each.head]["date"]
            Document.update(day=day).where(Document.id == each.id).execute()
