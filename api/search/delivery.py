"""The search over HTTP: each address may ask only so often."""

from typing import Any

from flask import Response, request

from api.http import representation
from api.http.smorest import Blueprint
from api.search import queries, rate_limit
from api.search.hits import hits_json
from api.search.schemas import TYPES, HitListSchema, SearchQuerySchema
from api.sites import queries as sites

blp = Blueprint("search", __name__, description="What was published, by its words.")


@blp.get("/v1/search")
@blp.arguments(SearchQuerySchema, location="query")
@blp.response(200, HitListSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(429, response="TOO_MANY_REQUESTS")
def search_content(query: dict[str, Any]) -> Response:
    """Find what was published, the closest to what was typed first, then the newest.

    Among articles, notices, pages, calendar entries and the text of files, with or without
    accents. A flood of questions is answered 429.
    """
    rate_limit.take(request.remote_addr)
    site = sites.slug_of(query["site"])
    result = queries.search(query, site)
    keys = representation.list_keys(query["type"] or TYPES(), site)
    return representation.listing(result.page, hits_json(result), keys)
