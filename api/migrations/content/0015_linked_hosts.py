"""The hosts that each site links to, found in what is public."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from peewee import CompositeKey, Model

from api.db.fields import IdField, KeyField, TextField

BATCH = 500
LONGEST_HOST = 253
# Content is JSON, so the quotes of an attribute in it are escaped, and those of a member are not.
ADDRESS = re.compile(r'"(https?://[^"\\\s<>]+)', re.IGNORECASE)


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Document(Table):
    id = IdField(primary_key=True)
    site = IdField()
    live = IdField(null=True)

    class Meta:
        table_name = "document"


class Edition(Table):
    id = IdField(primary_key=True)
    content = TextField()

    class Meta:
        table_name = "edition"


class LinkedHost(Table):
    site = IdField()
    host = KeyField()

    class Meta:
        table_name = "linked_host"
        primary_key = CompositeKey("site", "host")


def up(migrator: Any, db: Any) -> None:
    """Create the table, and fill it in batches."""
    db.bind([Document, Edition, LinkedHost])
    db.create_tables([LinkedHost])
    for batch in _batches():
        found = {(each.site, host) for each in batch for host in _hosts(each.content)}
        rows = [{"site": site, "host": host} for site, host in sorted(found)]
        if rows:
            LinkedHost.insert_many(rows).on_conflict_ignore().execute()


def _batches() -> Iterator[list[Any]]:
    after = UUID(int=0)
    while True:
        query: Any = (
            Document.select(Document.id, Document.site, Edition.content)
            .join(Edition, on=(Edition.id == Document.live))
            .where(Document.id > after)
            .order_by(Document.id)
            .limit(BATCH)
            .objects()
        )
        batch = list(query)
        if not batch:
            return
        yield batch
        after = batch[-1].id


def _hosts(content: str) -> Iterator[str]:
    for address in ADDRESS.findall(content):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            continue
        if 0 < len(host) <= LONGEST_HOST:
            yield host.rstrip(".")
