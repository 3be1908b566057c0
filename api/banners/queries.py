"""Reading banners."""

from collections.abc import Mapping
from typing import Any

from api.db.databases import execute
from api.db.fields import stored_bytes
from api.db.statements import chosen
from api.http.pagination import Listing, Page, fetch, of_site


def page(query: Mapping[str, Any], site: str) -> Page:
    """The banners that show now, in their order: rows of (bytes,)."""
    listing = Listing(
        columns='"summary"',
        source='"banner"',
        where=(*of_site(site), *chosen({"placement": ('"placement" = ?', str)}, query)),
        order=('"site_slug"', '"placement"', '"rank"', '"id"'),
    )
    return fetch(listing, query, "/v1/banners")


def shown(site: str, most: int) -> list[tuple[str, bytes]]:
    """The banners of a home page: (placement, bytes) in their order."""
    sql = (
        'SELECT "placement", "summary" FROM "banner" WHERE "site_slug" = ?'
        ' ORDER BY "placement", "rank", "id" LIMIT ?'
    )
    rows = execute(sql, (site, most)).fetchall()
    return [(placement, stored_bytes(banner)) for placement, banner in rows]
