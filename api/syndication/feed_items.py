"""What stands in a feed: the newest of a collection, and what was taken away lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.core.config import page_url
from api.core.db import execute
from api.core.errors import NotFound
from api.core.jsons import loads_stored
from api.publishing.models import Change, Document
from api.publishing.queries import head_seq
from api.sites import queries as sites
from api.sites.queries import SiteCard

ITEMS = 50
LATELY = 5_000
"""Among so many of the newest changes a feed looks for what was taken away."""
_TYPES = {"articles": "article", "notices": "notice"}
_NAMES = {"articles": "Tin bài", "notices": "Thông báo"}
# Notices are in the order of their last change, for which there is an index.
_NEWEST = {
    "articles": 'SELECT "whole" FROM "article"{where} ORDER BY "published_at" DESC, "id" DESC',
    "notices": 'SELECT "whole" FROM "notice"{where} ORDER BY "updated_at" DESC, "id" DESC',
}
_UNDER_CATEGORY = (
    'SELECT a."whole" FROM "article_term" AS t JOIN "article" AS a ON a."id" = t."article"'
    ' WHERE t."kind" = \'category\' AND t."term" = ?{site}'
    ' ORDER BY t."published_at" DESC, t."article" DESC'
)

_CATEGORY = (
    'SELECT "label" FROM "article_term" WHERE "kind" = \'category\' AND "term" = ?{site} LIMIT 1'
)


class Gone(NamedTuple):
    """Something that was taken away, and when."""

    id: UUID
    at: datetime


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself, its items (whole objects), and what is no longer there.

    `updated_at` is when something in its scope changed last.
    """

    title: str
    home: str
    items: list[dict[str, Any]]
    gone: list[Gone]
    updated_at: datetime


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+07:00")


def feed(collection: str, site: SiteCard | None, query: Mapping[str, Any]) -> Feed:
    """The feed of a collection, of one site or of all, perhaps of one category; else NotFound."""
    if collection not in _TYPES:
        raise NotFound
    category, kind = query["category"], _TYPES[collection]
    items = _under(category, collection, site) if category else _newest(collection, site)
    changes = _lately(kind, site)
    return Feed(
        title=_title(collection, site, category),
        home=page_url(site.base_url if site else None, "/"),
        items=items,
        gone=_gone(changes),
        updated_at=max(_changed_at(changes), *map(_updated_at, items), _LONG_AGO),
    )


def _title(collection: str, site: SiteCard | None, category: str | None) -> str:
    """Of what, of whom, and under which category, by its name; an unknown one is not named."""
    portal = site or sites.only_or_none()
    parts = [_NAMES[collection], portal.name if portal else sites.INSTALLATION]
    name = _category_name(category, site) if category else None
    return " – ".join([*parts, *([name] if name else [])])


def _category_name(slug: str, site: SiteCard | None) -> str | None:
    where, more = (' AND "site_slug" = ?', [site.slug]) if site else ("", [])
    row = execute(_CATEGORY.format(site=where), [slug, *more]).fetchone()
    return str(row[0]) if row else None


def _updated_at(item: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(item["updated_at"])


def _changed_at(lately: Any) -> datetime:
    """When anything of a type changed last, withdrawals and what happens by itself included.

    What left a category is among them, so a feed of one may say a later moment than its own.
    """
    newest = lately.limit(1).first()
    return newest.at if newest else _LONG_AGO


def _newest(collection: str, site: SiteCard | None) -> list[dict[str, Any]]:
    where, params = (' WHERE "site_slug" = ?', [site.slug]) if site else ("", [])
    return _read(_NEWEST[collection].format(where=where), params)


def _under(category: str, collection: str, site: SiteCard | None) -> list[dict[str, Any]]:
    if collection != "articles":
        return []  # Nothing else stands under categories.
    where, more = (' AND t."site_slug" = ?', [site.slug]) if site else ("", [])
    return _read(_UNDER_CATEGORY.format(site=where), [category, *more])


def _read(sql: str, params: list[str]) -> list[dict[str, Any]]:
    rows = execute(f"{sql} LIMIT {ITEMS}", params).fetchall()
    return [loads_stored(bytes(whole)) for (whole,) in rows]


def _gone(lately: Any) -> list[Gone]:
    changes = lately.where(~Document.is_visible).limit(ITEMS)
    return [Gone(each.document, each.at) for each in changes]


def _lately(kind: str, site: SiteCard | None) -> Any:
    """The newest change of each document of a type, the latest first."""
    changes = (
        Change.select()
        .join(Document, on=(Document.seq == Change.seq))
        .where(Document.seq > head_seq() - LATELY)
        .where(Document.type == kind)
        .order_by(Document.seq.desc())
    )
    return changes if site is None else changes.where(Document.site == site.id)
