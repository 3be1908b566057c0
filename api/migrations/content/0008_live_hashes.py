"""The hash of each public object, and digests that cover it, made of what is there in batches."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson
from peewee import BigIntegerField, CompositeKey, Model

from api.db.fields import BooleanField, BytesField, IdField, IntegerField, KeyField
from api.runtime.canonical import hash_of

# The tables of live rows as they are by now, by the type whose objects they hold.
LIVE = {
    "site": "site",
    "category": "category",
    "official": "official",
    "article": "article",
    "notice": "notice",
    "banner": "banner",
    "calendar_entry": "calendar_entry",
    "page": "standing_page",
}
BATCH = 500


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Document(Table):
    id = IdField(primary_key=True)
    type = KeyField()
    site = IdField()
    seq = BigIntegerField()
    is_visible = BooleanField()
    live_hash = KeyField(null=True)

    class Meta:
        table_name = "document"


class LiveDigest(Table):
    site = IdField()
    type = KeyField()
    count = IntegerField()
    hash = KeyField()

    class Meta:
        table_name = "live_digest"
        primary_key = CompositeKey("site", "type")


def up(migrator: Any, db: Any) -> None:
    """Add the column, fill it, and add the digests up anew."""
    db.bind([Document, LiveDigest])
    migrator.migrate(migrator.add_column("document", "live_hash", KeyField(null=True)))
    LiveDigest.delete().execute()
    for kind, table in LIVE.items():
        found: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
        for batch in _batches(kind, _live_row(table)):
            _store(batch)
            for each in batch:
                name = f"{kind}/{each.id}/{each.seq}/{each.live_hash}".encode()
                found[each.site][0] += 1
                found[each.site][1] += int.from_bytes(blake2b(name, digest_size=16).digest())
        for site, (count, total) in found.items():
            LiveDigest.create(site=site, type=kind, count=count, hash=f"{total % 2**128:032x}")


def _live_row(table: str) -> Any:
    fields = {"id": IdField(primary_key=True), "whole": BytesField()}
    return type("LiveRow", (Table,), {**fields, "Meta": type("Meta", (), {"table_name": table})})


def _batches(kind: str, live_row: Any) -> Iterator[list[Any]]:
    """The visible documents of a type with the hashes of their objects, few at a time."""
    live_row.bind(Document._meta.database)
    query: Any = (
        Document.select(Document, live_row.whole.alias("whole"))
        .join(live_row, on=(live_row.id == Document.id))
        .where(Document.type == kind, Document.is_visible)
        .order_by(Document.id)
        .limit(BATCH)
        .objects()
    )
    batch: list[Any] = list(query)
    while batch:
        for each in batch:
            each.live_hash = hash_of(orjson.loads(bytes(each.whole)))
        yield batch
        batch = list(query.where(Document.id > batch[-1].id))


def _store(batch: list[Any]) -> None:
    for each in batch:
        Document.update(live_hash=each.live_hash).where(Document.id == each.id).execute()
