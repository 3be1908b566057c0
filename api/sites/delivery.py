"""Sites over HTTP, and the descriptor that says what this installation is."""

from collections.abc import Iterator
from typing import Any

from flask import Response

from api.db.fields import stored_bytes
from api.http import representation
from api.http.smorest import Blueprint, EmptyQuerySchema
from api.publishing import registry
from api.publishing.errors import SiteNotFound
from api.runtime.config import api_url, page_url
from api.runtime.jsons import dumps
from api.runtime.outgoing import vapid
from api.runtime.version import CAPABILITIES, VERSION
from api.sites import queries
from api.sites.schemas import (
    DescriptorSchema,
    SiteListQuerySchema,
    SiteListSchema,
    SiteQuerySchema,
    SiteSchema,
)

blp = Blueprint("sites", __name__, description="The portals of this installation.")


@blp.get("/v1")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, DescriptorSchema)
def get_descriptor(query: dict[str, Any]) -> Response:
    """Read what this installation is, its sites and where to go on.

    `capabilities` names what this version can do.
    """
    return _descriptor()


@blp.get("/.well-known/portal.json")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, DescriptorSchema)
def get_portal(query: dict[str, Any]) -> Response:
    """Read the descriptor at the address where aggregators look for it.

    The same as `/v1`.
    """
    return _descriptor()


@blp.get("/v1/sites")
@blp.arguments(SiteListQuerySchema, location="query")
@blp.response(200, SiteListSchema)
def list_sites(query: dict[str, Any]) -> Response:
    """List the sites by name.

    An installation has one or several.
    """
    page = queries.page(query)
    rows = [stored_bytes(whole) for _slug, whole in page.rows]
    keys = representation.list_keys(["site"], None)
    return representation.listing(page, rows, keys, fields=query["fields"])


@blp.get("/v1/sites/<slug:site>")
@blp.arguments(SiteQuerySchema, location="query")
@blp.response(200, SiteSchema)
@blp.moves()
@blp.alt_response(404, response="NOT_FOUND")
def get_site(query: dict[str, Any], site: str) -> Response:
    """Read the identity of one site; 301 for an old slug.

    What a portal must say of itself, and what its footer shows.
    """
    try:
        site_id, whole = queries.get_rendered(site)
    except SiteNotFound:
        now = queries.holder(site)
        return representation.moved(
            f"/v1/sites/{now.slug}", representation.item_keys(now.id, now.slug)
        )
    return representation.item(whole, query, representation.item_keys(site_id, site))


def _descriptor() -> Response:
    references = queries.references()
    body = {
        "name": references[0].name if len(references) == 1 else queries.INSTALLATION,
        "software": "congxa",
        "version": VERSION,
        "api_version": "v1",
        "links": {name: api_url(path) for name, path in _links()},
        "sites": [
            {
                "slug": site.slug,
                "name": site.name,
                "url": page_url(site.base_url, "/"),
                "api": api_url(f"/v1/sites/{site.slug}"),
            }
            for site in references
        ],
        "capabilities": [*_content(), *CAPABILITIES],
        "vapid_public_key": vapid.offered_key(),
    }
    return representation.answer(dumps(body), representation.list_keys(["site"], None))


def _content() -> list[str]:
    """What is published here, by the first word of its address."""
    return [content_type.collection.partition("/")[0] for content_type in registry.content_types()]


def _links() -> Iterator[tuple[str, str]]:
    """Where to begin, and where each content type and its feed stand."""
    yield from _LINKS.items()
    for content_type in registry.content_types():
        yield (
            content_type.collection.replace("/", "_").replace("-", "_"),
            f"/v1/{content_type.collection}",
        )
    for content_type in registry.types_with("feed"):
        yield f"{content_type.name}_feeds", f"/feeds/{content_type.collection}.atom"


_LINKS = {
    "self": "/v1",
    "openapi": "/v1/openapi.json",
    "docs": "/docs",
    "home": "/v1/home",
    "most_read": "/v1/articles/most-read",
    "tags": "/v1/tags",
    "calendar": "/v1/calendar.ics",
    "views": "/v1/views",
    "view_totals": "/v1/views/totals",
    "search": "/v1/search",
    "changes": "/v1/changes",
    "snapshot": "/v1/snapshot.ndjson.gz",
    "feeds": "/feeds/articles.atom",
}
