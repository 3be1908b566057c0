"""Categories over HTTP."""

from typing import Any

from flask import Response

from api.categories import queries
from api.categories.schemas import CategoryListQuerySchema, CategoryListSchema
from api.db.fields import stored_bytes
from api.http import representation
from api.http.smorest import Blueprint
from api.publishing.registry import content_types
from api.sites import queries as sites

blp = Blueprint("categories", __name__, description="Headings that articles stand under.")


@blp.get("/v1/categories")
@blp.arguments(CategoryListQuerySchema, location="query")
@blp.response(200, CategoryListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_categories(query: dict[str, Any]) -> Response:
    """List categories in their order, with the number of live articles in each.

    The articles of its children count too.
    """
    site = sites.slug_of(query["site"])
    page = queries.page(query, site)
    rows, names = [stored_bytes(summary) for *_, summary in page.rows], ["category"]
    for content_type in content_types():
        counts = content_type.counts_by_category([row[:2] for row in page.rows])
        if counts is not None:
            names.append(content_type.name)
            rows = [
                representation.with_member(row, content_type.collection, counts.get((of, slug), 0))
                for (of, slug, _), row in zip(page.rows, rows, strict=True)
            ]
    keys = representation.list_keys(names, site)
    return representation.listing(page, rows, keys, fields=query["fields"])
