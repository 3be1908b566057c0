"""Notices over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.http import representation
from api.http.smorest import Blueprint
from api.notices import queries
from api.notices.errors import NoticeNotFound
from api.notices.schemas import (
    NoticeListQuerySchema,
    NoticeListSchema,
    NoticeQuerySchema,
    NoticeSchema,
)
from api.publishing.live.bodies import in_format
from api.publishing.live.tables import LiveObject
from api.sites import queries as sites
from api.views import queries as viewcounts

blp = Blueprint("notices", __name__, description="Announcements with validity.")


@blp.get("/v1/notices")
@blp.arguments(NoticeListQuerySchema, location="query")
@blp.response(200, NoticeListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_notices(query: dict[str, Any]) -> Response:
    """List active notices, emergencies and pinned ones first, then the newest.

    A notice is active until it expires; `active=false` lists those that have.
    """
    site = sites.slug_of(query["site"])
    page = queries.page(query, site)
    keys = representation.list_keys(["notice"], site)
    rows = [bytes(summary) for _, summary in page.rows]
    views = viewcounts.counted([UUID(str(id_)) for id_, _ in page.rows])
    return representation.listing(page, rows, keys, views=views, fields=query["fields"])


@blp.get("/v1/notices/<uuid:notice_id>")
@blp.arguments(NoticeQuerySchema, location="query")
@blp.response(200, NoticeSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_notice(query: dict[str, Any], notice_id: UUID) -> Response:
    """Read one notice, active or expired; 410 with the reason for one that was withdrawn.

    With its body in the format that is asked for, its images, files and corrections.
    """
    return _whole(queries.live.get(notice_id), query)


@blp.get("/v1/sites/<slug:site>/notices/<slug:slug>")
@blp.arguments(NoticeQuerySchema, location="query")
@blp.response(200, NoticeSchema)
@blp.moves()
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_notice_by_slug(query: dict[str, Any], site: str, slug: str) -> Response:
    """Read one notice by its slug; 301 for an old slug.

    The same as by its id.
    """
    try:
        return _whole(queries.live.get_by_slug(site, slug), query)
    except NoticeNotFound:
        return _at_last(sites.present(queries.live, site, slug), query)


def _whole(notice: LiveObject, query: dict[str, Any]) -> Response:
    (views,) = viewcounts.counted([notice.id])
    keys = representation.item_keys(notice.id, notice.site)
    return representation.item(in_format(notice.whole, query["body"]), query, keys, views)


def _at_last(at: sites.Present, query: dict[str, Any]) -> Response:
    """What is said of an address where no live row stands."""
    if at.is_here:
        return _whole(queries.live.get(at.id), query)
    keys = representation.item_keys(at.id, at.site)
    return representation.moved(f"/v1/sites/{at.site}/notices/{at.slug}", keys)
