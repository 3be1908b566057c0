"""What editors list documents by, and the answers that a repeated request gets again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from peewee import AutoField, CompositeKey, Model

from api.db.fields import (
    BytesField,
    IdField,
    IntegerField,
    JSONTextField,
    KeyField,
    TextField,
    UTCDateTimeField,
)
from api.text.slugs import folded

BATCH = 500
LONGEST_LABEL = 300
TRASH = timedelta(days=30)


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Document(Table):
    id = IdField(primary_key=True)
    site = IdField()
    head = IdField()
    trashed_at = UTCDateTimeField(null=True)
    purged_at = UTCDateTimeField(null=True)
    label = TextField(default="")
    label_key = KeyField(default="")

    class Meta:
        table_name = "document"


class Edition(Table):
    id = IdField(primary_key=True)
    content = JSONTextField()

    class Meta:
        table_name = "edition"


class Due(Table):
    id = AutoField()
    document = IdField()
    site = IdField()
    action = KeyField()
    at = UTCDateTimeField()
    attempt_at = UTCDateTimeField()
    failures = IntegerField(default=0)

    class Meta:
        table_name = "due"


class KeptAnswer(Table):
    actor = KeyField()
    route = KeyField()
    key = KeyField()
    body_hash = KeyField()
    at = UTCDateTimeField(index=True)
    status = IntegerField(default=0)
    etag = KeyField(null=True)
    body = BytesField(default=b"")

    class Meta:
        table_name = "kept_answer"
        primary_key = CompositeKey("actor", "route", "key")


def up(migrator: Any, db: Any) -> None:
    """Add columns and the table; name every document, and when its time in the trash is over."""
    db.bind([Document, Edition, Due, KeptAnswer])
    db.create_tables([KeptAnswer])
    migrator.migrate(
        migrator.add_column("document", "label", TextField(default="")),
        migrator.add_column("document", "label_key", KeyField(default="")),
        migrator.add_column("document", "field_versions", JSONTextField(default=dict)),
        migrator.add_column("document", "refusal", KeyField(null=True)),
    )
    for batch in _batches():
        _name(batch)
    for columns in (("saved_at", "id"), ("site", "saved_at", "id")):
        migrator.migrate(migrator.add_index("document", columns, False))
    trashed = Document.trashed_at.is_null(False) & Document.purged_at.is_null()
    for each in Document.select().where(trashed):
        end = each.trashed_at + TRASH
        times = {"at": end, "attempt_at": end}
        Due.insert(document=each.id, site=each.site, action="purge", **times).execute()


def _batches() -> Iterator[list[Any]]:
    last: UUID | None = None
    while True:
        query = Document.select(Document.id, Document.head).order_by(Document.id).limit(BATCH)
        batch = list(query if last is None else query.where(Document.id > last))
        if not batch:
            return
        yield batch
        last = batch[-1].id


def _name(batch: list[Any]) -> None:
    heads = Edition.select().where(Edition.id.in_([each.head for each in batch]))
    contents = {each.id: each.content for each in heads}
    for each in batch:
        content = contents.get(each.head, {})  # What was purged has no words left.
        label = str(content.get("title") or content.get("name") or "")[:LONGEST_LABEL]
        same = Document.id == each.id
        Document.update(label=label, label_key=folded(label)).where(same).execute()
