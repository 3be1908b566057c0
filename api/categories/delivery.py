"""Categories over HTTP."""

from typing import Any

from flask import Response

from api.articles import queries as articles
from api.categories import queries
from api.categories.schemas import CategoryListQuerySchema, CategoryListSchema
from api.http import representation
from api.http.smorest import Blueprint
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
    counts = articles.count_by_category([row[:2] for row in page.rows])
    rows = [
        representation.with_member(rendered, "articles", counts.get((of, slug), 0))
        for of, slug, rendered in page.rows
    ]
    keys = representation.list_keys(["category", "article"], site)
    return representation.listing(page, rows, keys, fields=query["fields"])
