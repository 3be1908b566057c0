"""Standing pages over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.db.fields import stored_bytes
from api.http import representation
from api.http.smorest import Blueprint
from api.pages import queries
from api.pages.schemas import (
    PageListQuerySchema,
    PageListSchema,
    PageQueryOneSchema,
    PageSchema,
)
from api.sites import queries as sites
from api.sites.answers import Answers

blp = Blueprint("pages", __name__, description="Standing pages.")
_answers = Answers(queries.live, "pages")


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
    rows = [stored_bytes(summary) for (summary,) in page.rows]
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
    return _answers.item(query, page_id)


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
    return _answers.item_at(query, site, slug)
