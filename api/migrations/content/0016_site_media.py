"""Which images and attachments each site has: those that any of its content names."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from peewee import CompositeKey, Model

from api.db.fields import IdField, KeyField, TextField

BATCH = 500
MEDIA_ID = re.compile("[0-9a-f]{40}")


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Document(Table):
    id = IdField(primary_key=True)
    site = IdField()

    class Meta:
        table_name = "document"


class Edition(Table):
    id = IdField(primary_key=True)
    document = IdField(column_name="document_id")
    content = TextField()

    class Meta:
        table_name = "edition"


class Media(Table):
    id = KeyField(primary_key=True)

    class Meta:
        table_name = "media"


class Attachment(Table):
    id = KeyField(primary_key=True)

    class Meta:
        table_name = "attachment"


class SiteMedia(Table):
    site = IdField()
    media = KeyField(index=True)

    class Meta:
        table_name = "site_media"
        primary_key = CompositeKey("site", "media")


def up(migrator: Any, db: Any) -> None:
    """Create the table, and fill it in batches."""
    db.bind([Document, Edition, Media, Attachment, SiteMedia])
    db.create_tables([SiteMedia])
    kept = {row.id for model in (Media, Attachment) for row in model.select(model.id)}
    for batch in _batches() if kept else ():
        named = ((each.site, found) for each in batch for found in MEDIA_ID.findall(each.content))
        rows = [{"site": site, "media": id_} for site, id_ in sorted(set(named)) if id_ in kept]
        if rows:
            SiteMedia.insert_many(rows).on_conflict_ignore().execute()


def _batches() -> Iterator[list[Any]]:
    after = UUID(int=0)
    while True:
        query: Any = (
            Edition.select(Edition.id, Document.site, Edition.content)
            .join(Document, on=(Edition.document == Document.id))
            .where(Edition.id > after)
            .order_by(Edition.id)
            .limit(BATCH)
            .objects()
        )
        batch = list(query)
        if not batch:
            return
        yield batch
        after = batch[-1].id
