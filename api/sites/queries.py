"""Reading sites."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_bytes, stored_id
from api.db.unit_of_work import remembered
from api.http.pagination import Listing, Page, fetch
from api.publishing import queries as publishing
from api.publishing.errors import SiteNotFound
from api.publishing.live.slugs import EVERYWHERE
from api.publishing.live.tables import LiveTable
from api.publishing.models import Document
from api.runtime.config import page_url
from api.runtime.errors import SiteRequired

INSTALLATION = "Cổng Xã"
"""What stands for the name of a portal where there are several."""


class SiteReference(NamedTuple):
    """What others embed of a site."""

    id: UUID
    slug: str
    name: str
    base_url: str | None


def get_rendered(slug: str) -> tuple[UUID, bytes]:
    """The id and the bytes of a live site, or SiteNotFound."""
    row = execute('SELECT "id", "whole" FROM "site" WHERE "slug" = ?', (slug,)).fetchone()
    if row is None:
        raise SiteNotFound
    return UUID(str(row[0])), stored_bytes(row[1])


def get_reference(slug: str) -> SiteReference:
    """The reference of a live site by its slug, or SiteNotFound."""
    return _reference(_BY_SLUG, slug)


def slug_of(slug: str | None) -> str | None:
    """A site filter as it was given, once it is known to name a live site; else SiteNotFound."""
    return None if slug is None else get_reference(slug).slug


def get_only(slug: str | None) -> SiteReference:
    """The site that is named, or the only one there is; SiteRequired where there are several."""
    if slug is not None:
        return get_reference(slug)
    sites = references()
    if len(sites) > 1:
        raise SiteRequired
    if not sites:
        raise SiteNotFound
    return sites[0]


def addressed(document: Document, folder: str) -> dict[str, Any]:
    """What every object with a page of its own says of itself; `folder` is where its kind lives."""
    site = reference(document.site)
    return {
        "id": document.id,
        "type": document.type,
        "site": site._asdict(),
        "slug": document.slug,
        "url": page_url(site.base_url, f"{folder}/{document.slug}"),
        "published_at": document.published_at,
        "updated_at": document.updated_at,
        "version": document.public_version,
    }


@remembered
def reference(site_id: UUID) -> SiteReference:
    """The reference of a live site by its id; in a transaction it is read once."""
    return _reference(_BY_ID, stored_id(site_id))


_CARDS = 'SELECT "id", "slug", "name", "base_url" FROM "site"'
_BY_SLUG = _CARDS + ' WHERE "slug" = ?'
_BY_ID = _CARDS + ' WHERE "id" = ?'


def _reference(sql: str, value: str) -> SiteReference:
    row = execute(sql, (value,)).fetchone()
    if row is None:
        raise SiteNotFound
    return SiteReference(UUID(str(row[0])), *row[1:])


def references() -> list[SiteReference]:
    """Every live site, in the order of the alphabet."""
    return _all(_CARDS + ' ORDER BY "sort_key", "id"')


def _all(sql: str) -> list[SiteReference]:
    return [SiteReference(UUID(str(row[0])), *row[1:]) for row in execute(sql).fetchall()]


@remembered
def oldest_first() -> list[SiteReference]:
    """Every live site, in the order in which they came in; in a transaction they are read once."""
    return _all(_OLDEST_FIRST)


_OLDEST_FIRST = (
    'SELECT s."id", s."slug", s."name", s."base_url" FROM "site" AS s'
    ' JOIN "document" AS d ON d."id" = s."id" ORDER BY d."created_at", d."id"'
)


def standing_at(base_url: str | None) -> SiteReference | None:
    """The live site whose pages have this address, with None that of the installation."""
    host = _host_of(base_url)
    return next((site for site in oldest_first() if _host_of(site.base_url) == host), None)


def _host_of(base_url: str | None) -> str | None:
    return urlsplit(page_url(base_url, "")).hostname


def only_or_none() -> SiteReference | None:
    """The one site of an installation that has one."""
    sites = references()
    return sites[0] if len(sites) == 1 else None


def holder(slug: str) -> SiteReference:
    """The live site that has `slug` or once had it, or SiteNotFound."""
    try:
        return get_reference(slug)
    except SiteNotFound:
        document: Document | None = publishing.tombstone_at(EVERYWHERE, "site", slug)
        if document is None:
            raise
        return _reference(_BY_ID, stored_id(document.id))


class CurrentAddress(NamedTuple):
    """Where an object that was asked for by an address is now."""

    id: UUID
    site: str
    slug: str
    is_here: bool


def current_address(live: LiveTable, site: str, slug: str) -> CurrentAddress:
    """Where the live object is that has or had this address; 410 or 404 if there is none.

    It is still here when the site was renamed a moment ago and its row is not rendered again yet.
    """
    card_now = holder(site)
    document = live.holder(card_now.id, slug)
    now = (card_now.slug, str(document.slug))
    return CurrentAddress(document.id, *now, is_here=now == (site, slug))


def page(query: Mapping[str, Any]) -> Page:
    """Live sites by name: rows of (slug, bytes)."""
    listing = Listing(
        columns='"slug", "whole"',
        source='"site"',
        where=(),
        order=('"sort_key"', '"id"'),
    )
    return fetch(listing, query, "/v1/sites")
