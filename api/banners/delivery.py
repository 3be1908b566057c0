"""Banners over HTTP."""

from typing import Any

from flask import Response

from api.banners import queries
from api.banners.schemas import BannerListQuerySchema, BannerListSchema
from api.db.fields import stored_bytes
from api.http import representation
from api.http.smorest import Blueprint
from api.sites import queries as sites

blp = Blueprint("banners", __name__, description="Images with links, inside their window.")


@blp.get("/v1/banners")
@blp.arguments(BannerListQuerySchema, location="query")
@blp.response(200, BannerListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_banners(query: dict[str, Any]) -> Response:
    """List the banners that show now, in their order.

    A banner is there from the beginning of its window to the end of it, to the second.
    """
    site = sites.get_only(query["site"]).slug
    page = queries.page(query, site)
    keys = representation.list_keys(["banner"], site)
    rows = [stored_bytes(summary) for (summary,) in page.rows]
    return representation.listing(page, rows, keys, fields=query["fields"])
