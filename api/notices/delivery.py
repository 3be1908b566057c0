"""Notices over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.http import representation
from api.http.smorest import Blueprint, EmptyQuerySchema
from api.notices import queries
from api.notices.schemas import (
    NoticeListQuerySchema,
    NoticeListSchema,
    NoticeQuerySchema,
    NoticeSchema,
)
from api.runtime.jsons import loads
from api.sites import queries as sites
from api.sites.answers import Answers
from api.text.web_addresses import qr_svg
from api.views.queries import counted

blp = Blueprint("notices", __name__, description="Announcements with validity.")
_answers = Answers(queries.live, "notices", counted)


@blp.get("/v1/notices")
@blp.arguments(NoticeListQuerySchema, location="query")
@blp.response(200, NoticeListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_notices(query: dict[str, Any]) -> Response:
    """List active notices, emergencies and pinned ones first, then the newest.

    A notice is active until it expires; `active=false` lists those that have.
    """
    site = sites.slug_of(query["site"])
    return _answers.listing(queries.page(query, site), query, site)


@blp.get("/v1/notices/<uuid:notice_id>")
@blp.arguments(NoticeQuerySchema, location="query")
@blp.response(200, NoticeSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_notice(query: dict[str, Any], notice_id: UUID) -> Response:
    """Read one notice, active or expired; 410 with the reason for one that was withdrawn.

    With its body in the format that is asked for, its images, files and corrections.
    """
    return _answers.item(query, notice_id)


@blp.get("/v1/notices/<uuid:notice_id>/qr.svg")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string", "format": "binary"}, content_type="image/svg+xml")
@blp.alt_response(400, response="DEFAULT_ERROR")
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_notice_qr(query: dict[str, Any], notice_id: UUID) -> Response:
    """Draw the QR code that leads from a printed notice to its page, where what holds now stands.

    Of public notices of this portal alone; 410 for one that was withdrawn.
    """
    row = queries.live.get(notice_id)
    drawn = qr_svg(loads(row.whole)["url"])
    keys = representation.item_keys(row.id, row.site)
    return representation.answer(drawn, keys, content_type="image/svg+xml")


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
    return _answers.item_at(query, site, slug)
