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


class Gone(NamedTuple):
    """Something that was taken away, and when."""

    id: UUID
    at: datetime


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself, its items (whole objects), and what is no longer there."""

    title: str
    home: str
    items: list[dict[str, Any]]
    gone: list[Gone]

    @property
    def updated_at(self) -> datetime:
        """When something in it changed last."""
        moments = [datetime.fromisoformat(each["updated_at"]) for each in self.items]
        return max([_LONG_AGO, *moments, *(each.at for each in self.gone)])


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+07:00")


def feed(collection: str, site: SiteCard | None, query: Mapping[str, Any]) -> Feed:
    """The feed of a collection, of one site or of all, perhaps of one category; else NotFound."""
    if collection not in _TYPES:
        raise NotFound
    category = query["category"]
    name = f"{_NAMES[collection]} – {site.name}" if site else _NAMES[collection]
    return Feed(
        title=f"{name} – {category}" if category else name,
        home=page_url(site.base_url if site else None, "/"),
        items=_under(category, collection, site) if category else _newest(collection, site),
        gone=_gone(_TYPES[collection], site),
    )


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


def _gone(kind: str, site: SiteCard | None) -> list[Gone]:
    changes = (
        Change.select()
        .join(Document, on=(Document.seq == Change.seq))
        .where(Document.seq > head_seq() - LATELY)
        .where(Document.type == kind, ~Document.is_visible)
        .order_by(Document.seq.desc())
        .limit(ITEMS)
    )
    if site is not None:
        changes = changes.where(Document.site == site.id)
    return [Gone(each.document, each.at) for each in changes]
