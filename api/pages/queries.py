"""Reading standing pages."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from api.db.unit_of_work import remembered
from api.http.pagination import Listing, Page, fetch, of_site
from api.pages.errors import PageNotFound, PageWithdrawn
from api.pages.models import StandingPage
from api.publishing.live.tables import LiveTable

live = LiveTable("page", "standing_page", PageNotFound, PageWithdrawn)


class PageReference(NamedTuple):
    """What its children embed of a page."""

    id: UUID
    slug: str


@remembered
def reference(page_id: UUID | None) -> PageReference | None:
    """The reference of a live page, None where there is none; read once in a transaction."""
    row = StandingPage.get_or_none(StandingPage.id == page_id) if page_id else None
    return PageReference(row.id, row.slug) if row else None


def page(query: Mapping[str, Any], site: str | None) -> Page:
    """Live pages in the order of the menu: rows of (bytes,)."""
    listing = Listing(
        columns='"summary"',
        source='"standing_page"',
        where=of_site(site),
        order=('"site_slug"', '"rank"', '"sort_key"', '"id"'),
    )
    return fetch(listing, query, "/v1/pages")
