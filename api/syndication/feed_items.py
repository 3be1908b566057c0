"""What stands in a feed: the newest of a collection, and what was taken away lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.db.databases import execute
from api.publishing import registry
from api.publishing.models import Change, Document
from api.publishing.queries import head_seq
from api.runtime.config import page_url
from api.runtime.errors import NotFound
from api.runtime.jsons import loads_stored
from api.sites import queries as sites
from api.sites.queries import SiteReference

ITEMS = 50
LATELY = 5_000
"""Among so many of the newest changes a feed looks for what was taken away."""
_UNDER_CATEGORY = (
    'SELECT l."whole" FROM "{terms}" AS t JOIN "{table}" AS l ON l."id" = t."{name}"'
    ' WHERE t."kind" = \'category\' AND t."term" = ?{site}'
    ' ORDER BY t."{newest}" DESC, t."{name}" DESC'
)
_CATEGORY = 'SELECT "label" FROM "{terms}" WHERE "kind" = \'category\' AND "term" = ?{site} LIMIT 1'


class Gone(NamedTuple):
    """Something that was taken away, and when."""

    id: UUID
    at: datetime


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself, its items (whole objects), and what is no longer there.

    `kind` is the type of the items; `updated_at` is when something in its scope changed last.
    """

    kind: str
    title: str
    home: str
    items: list[dict[str, Any]]
    gone: list[Gone]
    updated_at: datetime


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+07:00")


def feed(collection: str, site: SiteReference | None, query: Mapping[str, Any]) -> Feed:
    """The feed of a collection, of one site or of all, perhaps of one category; else NotFound."""
    kinds = [
        content_type
        for content_type in registry.types_with("feed")
        if content_type.collection == collection
    ]
    if not kinds:
        raise NotFound
    category, kind = query["category"], kinds[0]
    items = _under(category, kind, site) if category else _newest(kind, site)
    changes = _lately(kind.name, site)
    return Feed(
        kind=kind.name,
        title=_title(kind, site, category),
        home=page_url(site.base_url if site else None, "/"),
        items=items,
        gone=_gone(changes),
        updated_at=max(_changed_at(changes), *map(_updated_at, items), _LONG_AGO),
    )


def _title(kind: Any, site: SiteReference | None, category: str | None) -> str:
    """Of what, of whom, and under which category, by its name; an unknown one is not named."""
    portal = site or sites.only_or_none()
    parts = [kind.feed.title, portal.name if portal else sites.INSTALLATION]
    name = _category_name(category, kind, site) if category else None
    return " – ".join([*parts, *([name] if name else [])])


def _category_name(slug: str, kind: Any, site: SiteReference | None) -> str | None:
    if kind.feed.terms is None:
        return None
    where, more = (' AND "site_slug" = ?', [site.slug]) if site else ("", [])
    sql = _CATEGORY.format(terms=kind.feed.terms, site=where)
    row = execute(sql, [slug, *more]).fetchone()
    return str(row[0]) if row else None


def _updated_at(item: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(item["updated_at"])


def _changed_at(lately: Any) -> datetime:
    """When anything of a type changed last, withdrawals and what happens by itself included.

    What left a category is among them, so a feed of one may say a later moment than its own.
    """
    newest = lately.limit(1).first()
    return newest.at if newest else _LONG_AGO


def _newest(kind: Any, site: SiteReference | None) -> list[dict[str, Any]]:
    model, newest = kind.model, getattr(kind.model, kind.feed.newest)
    rows = model.select(model.whole).order_by(newest.desc(), model.id.desc()).limit(ITEMS)
    if site is not None:
        rows = rows.where(model.site_slug == site.slug)
    return _read(rows.tuples())


def _under(category: str, kind: Any, site: SiteReference | None) -> list[dict[str, Any]]:
    if kind.feed.terms is None:
        return []  # It does not stand under categories.
    where, more = (' AND t."site_slug" = ?', [site.slug]) if site else ("", [])
    table, newest = kind.model._meta.table_name, kind.feed.newest
    names = {"terms": kind.feed.terms, "table": table, "name": kind.name, "newest": newest}
    sql = _UNDER_CATEGORY.format(site=where, **names)
    return _read(execute(f"{sql} LIMIT {ITEMS}", [category, *more]).fetchall())


def _read(rows: Iterable[tuple[bytes]]) -> list[dict[str, Any]]:
    return [loads_stored(whole) for (whole,) in rows]


def _gone(lately: Any) -> list[Gone]:
    changes = lately.where(~Document.is_visible).limit(ITEMS)
    return [Gone(change.document, change.at) for change in changes]


def _lately(kind: str, site: SiteReference | None) -> Any:
    """The newest change of each document of a type, the latest first."""
    changes = (
        Change.select()
        .join(Document, on=(Document.seq == Change.seq))
        .where(Document.seq > head_seq() - LATELY)
        .where(Document.type == kind)
        .order_by(Document.seq.desc())
    )
    return changes if site is None else changes.where(Document.site == site.id)
