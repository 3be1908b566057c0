"""The change feed over HTTP, page by page or as a whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Response

from api.http import files, representation
from api.http.cache_control import NEVER_STALE
from api.http.smorest import Blueprint, EmptyQuerySchema
from api.runtime.clock import now
from api.runtime.config import api_url
from api.sites import queries as sites
from api.sites.queries import SiteReference
from api.syndication import feed_formats, feed_items, queries, snapshots
from api.syndication.feed_items import Feed
from api.syndication.lines import page_json
from api.syndication.queries import Scope
from api.syndication.schemas import (
    TYPES,
    ChangeListSchema,
    ChangesQuerySchema,
    FeedQuerySchema,
    JsonFeedSchema,
)

Writer = Callable[[Feed, str], bytes]

ONE_SECOND = timedelta(seconds=1)
# Generated clients decode as text what is called text alone.
_FILE = {"type": "string", "format": "binary"}
_KINDS = {"rss": "rss+xml", "atom": "atom+xml", "json": "feed+json"}

blp = Blueprint("syndication", __name__, description="For mirrors: what is there, what changed.")


@blp.get("/v1/changes")
@blp.arguments(ChangesQuerySchema, location="query")
@blp.response(200, ChangeListSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def list_changes(query: dict[str, Any]) -> Response:
    """Follow what changes: all that is live first, then each change once, withdrawals included.

    Keep `cursor`, and ask with it again; a cursor that nobody can go on from is answered 410.
    """
    page = queries.page(query["cursor"], _scope(query), query["limit"], now())
    keys = representation.list_keys(query["types"] or TYPES(), query["site"])
    return representation.proof(page_json(page), keys)


@blp.get("/v1/snapshot.ndjson.gz")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, _FILE, content_type="application/gzip")
@blp.alt_response(416, response="DEFAULT_ERROR")
@blp.alt_response(503, response="DEFAULT_ERROR")
@blp.alt_response(507, response="DEFAULT_ERROR")
def get_snapshot(query: dict[str, Any]) -> Response:
    """Read all that is live at one moment, a change a line; the last line tells the cursor.

    The first sync of `/v1/changes` in one file.
    """
    path = snapshots.current(Scope())
    response = files.send(path, "application/gzip", path.stem, is_weak=True)
    response.headers["Cache-Control"] = NEVER_STALE
    return response


@blp.get("/feeds/<slug:collection>.rss")
@blp.arguments(FeedQuerySchema, location="query")
@blp.response(200, _FILE, content_type="application/rss+xml")
@blp.alt_response(404, response="NOT_FOUND")
def get_rss_feed(query: dict[str, Any], collection: str) -> Response:
    """Read the newest fifty as RSS 2.0, with their whole text.

    Of `articles` or `notices`. Unknown parameters are ignored, since readers add their own.
    """
    return _feed(query, collection, "rss", feed_formats.rss)


@blp.get("/feeds/<slug:collection>.atom")
@blp.arguments(FeedQuerySchema, location="query")
@blp.response(200, _FILE, content_type="application/atom+xml")
@blp.alt_response(404, response="NOT_FOUND")
def get_atom_feed(query: dict[str, Any], collection: str) -> Response:
    """Read the newest fifty as Atom 1.0; what was withdrawn lately is a tombstone.

    Of `articles` or `notices`. Unknown parameters are ignored, since readers add their own.
    """
    return _feed(query, collection, "atom", feed_formats.atom)


@blp.get("/feeds/<slug:collection>.json")
@blp.arguments(FeedQuerySchema, location="query")
@blp.response(200, JsonFeedSchema, content_type="application/feed+json")
@blp.alt_response(404, response="NOT_FOUND")
def get_json_feed(query: dict[str, Any], collection: str) -> Response:
    """Read the newest fifty as JSON Feed 1.1.

    Of `articles` or `notices`. Unknown parameters are ignored, since readers add their own.
    """
    return _feed(query, collection, "json", feed_formats.json_feed)


def _feed(query: dict[str, Any], collection: str, ending: str, write: Writer) -> Response:
    site = _site(query)
    asked = urlencode({name: value for name, value in query.items() if value is not None})
    address = api_url(f"/feeds/{collection}.{ending}" + (f"?{asked}" if asked else ""))
    feed = feed_items.feed(collection, site, query)
    keys = representation.list_keys([feed.kind], query["site"])
    kind = f"application/{_KINDS[ending]}"
    response = representation.answer(write(feed, address), keys, content_type=kind)
    # Within a second there may be two changes, and the header knows none of its parts.
    response.last_modified = min(feed.updated_at, now() - ONE_SECOND)
    return response


def _scope(query: dict[str, Any]) -> Scope:
    return Scope(query["types"], _site(query))


def _site(query: dict[str, Any]) -> SiteReference | None:
    return sites.get_reference(query["site"]) if query["site"] else None
