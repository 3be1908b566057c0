"""Reading officials."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from api.db.unit_of_work import remembered
from api.http.pagination import Listing, Page, fetch, of_site
from api.officials.models import Official


class OfficialReference(NamedTuple):
    """What others embed of an official."""

    id: UUID
    name: str
    position: str | None


@remembered
def reference(official_id: UUID) -> OfficialReference | None:
    """The reference of a live official, None where there is none; read once in a transaction."""
    row = Official.get_or_none(Official.id == official_id)
    return OfficialReference(row.id, row.name, row.position) if row else None


def page(query: Mapping[str, Any], site: str) -> Page:
    """The officials of a site in their order: rows of (bytes,)."""
    listing = Listing(
        columns='"summary"',
        source='"official"',
        where=of_site(site),
        order=('"site_slug"', '"rank"', '"sort_key"', '"id"'),
    )
    return fetch(listing, query, "/v1/officials")
