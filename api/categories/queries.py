"""Reading categories."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_id
from api.db.unit_of_work import remembered
from api.http.pagination import Listing, Page, fetch, of_site


class CategoryReference(NamedTuple):
    """What others embed of a category."""

    id: UUID
    slug: str
    name: str
    parent: UUID | None


@remembered
def reference(category_id: UUID | None) -> CategoryReference | None:
    """The reference of a live category, None where it is not live; read once in a transaction."""
    row = execute(_CARD, (stored_id(category_id),)).fetchone() if category_id else None
    if row is None:
        return None
    id, slug, name, parent = row
    return CategoryReference(UUID(str(id)), slug, name, UUID(str(parent)) if parent else None)


# An import asks for each of them in every batch; peewee would make its SQL anew each time.
_CARD = 'SELECT "id", "slug", "name", "parent" FROM "category" WHERE "id" = ?'


def page(query: Mapping[str, Any], site: str | None) -> Page:
    """Live categories in their order: rows of (site, slug, bytes)."""
    listing = Listing(
        columns='"site_slug", "slug", "summary"',
        source='"category"',
        where=of_site(site),
        order=('"site_slug"', '"position"', '"sort_key"', '"id"'),
    )
    return fetch(listing, query, "/v1/categories")
