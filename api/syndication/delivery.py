"""The change feed over HTTP, page by page or as a whole."""

from typing import Any

from flask import Response

from api.core import files, representation
from api.core.clock import now
from api.core.smorest import Blueprint, EmptyQuerySchema
from api.sites import queries as sites
from api.syndication import queries, snapshots
from api.syndication.lines import page_json
from api.syndication.queries import Scope
from api.syndication.schemas import TYPES, ChangeListSchema, ChangesQuerySchema

blp = Blueprint("syndication", __name__, description="For mirrors: what is there, what changed.")


@blp.get("/v1/changes")
@blp.arguments(ChangesQuerySchema, location="query")
@blp.response(200, ChangeListSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def list_changes(query: dict[str, Any]) -> Response:
    """Follow what changes: all that is live first, then each change once, withdrawals included."""
    page = queries.page(query["cursor"], _scope(query), query["limit"], now())
    keys = representation.list_keys(query["types"], query["site"])
    return representation.answer(page_json(page), keys)


@blp.get("/v1/snapshot.ndjson.gz")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string", "format": "binary"}, content_type="application/gzip")
@blp.alt_response(416, response="DEFAULT_ERROR")
@blp.alt_response(503, response="DEFAULT_ERROR")
def get_snapshot(query: dict[str, Any]) -> Response:
    """Read all that is live at one moment, a change a line; the last line tells the cursor."""
    path = snapshots.current(Scope(TYPES))
    response = files.send(path, "application/gzip", path.stem)
    response.set_etag(path.stem, weak=True)
    return response


def _scope(query: dict[str, Any]) -> Scope:
    site = query["site"]
    return Scope(query["types"], sites.get_card(site) if site else None)
