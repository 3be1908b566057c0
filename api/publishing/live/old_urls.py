"""Addresses that things had on a former portal; each leads to where its document stands now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from api.db.batches import batches
from api.db.databases import execute
from api.db.unit_of_work import transaction
from api.http.old_addresses import key_of
from api.publishing.live.models import OldUrl
from api.publishing.models import Document, Public


class Standing(NamedTuple):
    """What stands now where something of the former portal stood."""

    site: str
    id: UUID
    type: str
    slug: str
    is_withdrawn: bool


def of(document: Document) -> list[str]:
    """The old addresses of a document, as they were written."""
    rows = OldUrl.select(OldUrl.url).where(OldUrl.document == document.id).order_by(OldUrl.key)
    return [row.url for row in rows]


def replace(document: Document, urls: Sequence[str]) -> None:
    """Let these, and no others, be the old addresses of a document; whoever had them loses them."""
    by_key = {key_of(url): url for url in urls}
    with transaction() as tx:
        is_new = tx.is_new(document)
        if not is_new:
            OldUrl.delete().where(OldUrl.document == document.id).execute()
        # Ahead of its transaction nothing can be deleted; if it must be, all is done anew.
        if not tx.is_speculative:
            for some in batches(by_key):
                is_here = (OldUrl.site == document.site) & OldUrl.key.in_(some)
                OldUrl.delete().where(is_here).execute()
        for key, url in by_key.items():
            tx.add(OldUrl(key=key, site=document.site, url=url, document=document.id))


def holders(site: UUID, keys: Iterable[str]) -> Mapping[str, UUID]:
    """Which documents of a site have old addresses, by the keys of these."""
    holders: dict[str, UUID] = {}
    for some in batches(keys):
        is_here = (OldUrl.site == site) & OldUrl.key.in_(some)
        holders |= {row.key: row.document for row in OldUrl.select().where(is_here)}
    return holders


def are_there() -> bool:
    """Whether anything has an old address."""
    return execute('SELECT 1 FROM "old_url" LIMIT 1').fetchone() is not None


def standing(site: str, keys: Sequence[str]) -> Standing | None:
    """What was public on a site and has the first of these keys that anything has."""
    marks = ", ".join("?" * len(keys))
    sql = f'{_STANDING} WHERE o."key" IN ({marks}) AND d."public" <> ?'
    rows = execute(sql, (site, *keys, Public.NONE)).fetchall()
    standings = {key: (UUID(str(id_)), *rest) for key, id_, *rest in rows}
    first = next((standings[key] for key in keys if key in standings), None)
    if first is None:
        return None
    id_, kind, slug, public = first
    return Standing(site, id_, kind, slug, public == Public.WITHDRAWN)


_STANDING = (
    'SELECT o."key", d."id", d."type", d."slug", d."public" FROM "old_url" AS o'
    ' JOIN "document" AS s ON s."id" = o."site" AND s."slug" = ?'
    ' JOIN "document" AS d ON d."id" = o."document"'
)
