"""Answers of the delivery API about live objects that have an address at a site, for every type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response

from api.db.fields import stored_bytes
from api.http import representation
from api.http.pagination import Page
from api.publishing.live.bodies import in_format
from api.publishing.live.tables import LiveObject, LiveTable
from api.sites import queries

Counted = Callable[[Sequence[UUID | str]], Sequence[int]]


@dataclass(frozen=True)
class Answers:
    """How the live rows of one type are answered; `collection` is where they stand under a site.

    `counted` tells the views of each, for a type whose reading is counted.
    """

    live: LiveTable
    collection: str
    counted: Counted | None = None

    def item(self, query: Mapping[str, Any], object_id: UUID) -> Response:
        """The object of this id."""
        return self._whole(query, self.live.get(object_id))

    def item_at(self, query: Mapping[str, Any], site: str, slug: str) -> Response:
        """The object at this address; 301 where it was there once."""
        try:
            return self._whole(query, self.live.get_by_slug(site, slug))
        except self.live.not_found:
            return self._at_last(query, queries.current_address(self.live, site, slug))

    def listing(self, page: Page, query: Mapping[str, Any], site: str | None) -> Response:
        """A page of rows of (id, summary)."""
        ids = [id_ for id_, _ in page.rows]
        rows = [stored_bytes(summary) for _, summary in page.rows]
        keys = representation.list_keys([self.live.kind], site)
        views = self.counted(ids) if self.counted else None
        return representation.listing(page, rows, keys, views=views, fields=query["fields"])

    def _whole(self, query: Mapping[str, Any], row: LiveObject) -> Response:
        views = self.counted([row.id])[0] if self.counted else None
        keys = representation.item_keys(row.id, row.site)
        return representation.item(in_format(row.whole, query["body"]), query, keys, views)

    def _at_last(self, query: Mapping[str, Any], at: queries.CurrentAddress) -> Response:
        """What is said of an address where no live row stands."""
        if at.is_here:
            return self.item(query, at.id)
        keys = representation.item_keys(at.id, at.site)
        return representation.moved(f"/v1/sites/{at.site}/{self.collection}/{at.slug}", keys)
