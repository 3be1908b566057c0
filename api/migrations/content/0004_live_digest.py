"""The digest of what is live, filled from what is there; the index of one site's changes."""

from collections import defaultdict
from hashlib import blake2b
from typing import Any
from uuid import UUID

from peewee import BigIntegerField, CompositeKey, Model

from api.db.fields import BooleanField, IdField, IntegerField, KeyField


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
    """Create the table and the index, and add up what is live."""
    db.bind([Document, LiveDigest])
    db.create_tables([LiveDigest])
    migrator.migrate(migrator.add_index("document", ("site", "seq")))
    found: dict[tuple[UUID, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in Document.select().where(Document.is_visible).iterator():
        name = f"{each.type}/{each.id}/{each.seq}".encode()
        sums = found[each.site, each.type]
        sums[0] += 1
        sums[1] += int.from_bytes(blake2b(name, digest_size=16).digest())
    for (site, kind), (count, total) in found.items():
        LiveDigest.create(site=site, type=kind, count=count, hash=f"{total % 2**128:032x}")
