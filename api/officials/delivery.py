"""Officials over HTTP."""

from typing import Any

from flask import Response

from api.db.fields import stored_bytes
from api.http import representation
from api.http.smorest import Blueprint
from api.officials import queries
from api.officials.schemas import OfficialListQuerySchema, OfficialListSchema
from api.sites import queries as sites

blp = Blueprint("officials", __name__, description="The leaders of a commune.")


@blp.get("/v1/officials")
@blp.arguments(OfficialListQuerySchema, location="query")
@blp.response(200, OfficialListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_officials(query: dict[str, Any]) -> Response:
    """List the officials of a site in their order.

    Telephone, e-mail and photo are those that the site chose to publish.
    """
    site = sites.get_only(query["site"]).slug
    page = queries.page(query, site)
    keys = representation.list_keys(["official"], site)
    rows = [stored_bytes(summary) for (summary,) in page.rows]
    return representation.listing(page, rows, keys, fields=query["fields"])
