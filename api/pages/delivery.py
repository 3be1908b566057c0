"""Standing pages over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.http import representation
from api.http.smorest import Blueprint
from api.pages import queries
from api.pages.errors import PageNotFound
from api.pages.schemas import (
    PageListQuerySchema,
    PageListSchema,
    PageQueryOneSchema,
    PageSchema,
)
from api.publishing.live.bodies import in_format
from api.publishing.live.tables import LiveObject
from api.sites import queries as sites

blp = Blueprint("pages", __name__, description="Standing pages.")


@blp.get("/v1/pages")
@blp.arguments(PageListQuerySchema, location="query")
@blp.response(200, PageListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_pages(query: dict[str, Any]) -> Response:
    """List standing pages in the order of the menu.

    `parent` is the slug of the page above.
    """
    site = sites.slug_of(query["site"])
    page = queries.page(query, site)
    keys = representation.list_keys(["page"], site)
    rows = [bytes(summary) for (summary,) in page.rows]
    return representation.listing(page, rows, keys, fields=query["fields"])


@blp.get("/v1/pages/<uuid:page_id>")
@blp.arguments(PageQueryOneSchema, location="query")
@blp.response(200, PageSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_page(query: dict[str, Any], page_id: UUID) -> Response:
    """Read one standing page.

    With its body in the format that is asked for.
    """
    return _whole(queries.live.get(page_id), query)


@blp.get("/v1/sites/<slug:site>/pages/<slug:slug>")
@blp.arguments(PageQueryOneSchema, location="query")
@blp.response(200, PageSchema)
@blp.moves()
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_page_by_slug(query: dict[str, Any], site: str, slug: str) -> Response:
    """Read one standing page by its slug; 301 for an old slug.

    The same as by its id.
    """
    try:
        return _whole(queries.live.get_by_slug(site, slug), query)
    except PageNotFound:
        return _at_last(sites.present(queries.live, site, slug), query)


def _whole(page: LiveObject, query: dict[str, Any]) -> Response:
    keys = representation.item_keys(page.id, page.site)
    return representation.item(in_format(page.whole, query["body"]), query, keys)


def _at_last(at: sites.Present, query: dict[str, Any]) -> Response:
    """What is said of an address where no live row stands."""
    if at.is_here:
        return _whole(queries.live.get(at.id), query)
    keys = representation.item_keys(at.id, at.site)
    return representation.moved(f"/v1/sites/{at.site}/pages/{at.slug}", keys)
