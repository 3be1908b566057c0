"""Legal documents over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.http import representation
from api.http.smorest import Blueprint
from api.legal_documents import queries
from api.legal_documents.errors import LegalDocumentNotFound
from api.legal_documents.schemas import (
    LegalDocumentListQuerySchema,
    LegalDocumentListSchema,
    LegalDocumentQuerySchema,
    LegalDocumentSchema,
)
from api.publishing.live.bodies import in_format
from api.publishing.live.tables import LiveObject
from api.sites import queries as sites
from api.views import queries as viewcounts

blp = Blueprint(
    "legal-documents", __name__, description="What authorities have decided, and whether it holds."
)


@blp.get("/v1/legal-documents")
@blp.arguments(LegalDocumentListQuerySchema, location="query")
@blp.response(200, LegalDocumentListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_legal_documents(query: dict[str, Any]) -> Response:
    """List legal documents, the newest papers first.

    A paper is dated by the day of its issue; where that is not known, of its publication.
    """
    site = sites.slug_of(query["site"])
    page = queries.page(query, site)
    keys = representation.list_keys(["legal_document"], site)
    rows = [bytes(summary) for _, summary in page.rows]
    views = viewcounts.counted([UUID(str(id_)) for id_, _ in page.rows])
    return representation.listing(page, rows, keys, views=views, fields=query["fields"])


@blp.get("/v1/legal-documents/<uuid:legal_document_id>")
@blp.arguments(LegalDocumentQuerySchema, location="query")
@blp.response(200, LegalDocumentSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_legal_document(query: dict[str, Any], legal_document_id: UUID) -> Response:
    """Read one legal document, in force or not; 410 with the reason for one that was withdrawn.

    With what it replaces and amends, and what replaces and amends it.
    """
    return _whole(queries.live.get(legal_document_id), query)


@blp.get("/v1/sites/<slug:site>/legal-documents/<slug:slug>")
@blp.arguments(LegalDocumentQuerySchema, location="query")
@blp.response(200, LegalDocumentSchema)
@blp.moves()
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_legal_document_by_slug(query: dict[str, Any], site: str, slug: str) -> Response:
    """Read one legal document by its slug; 301 for an old slug.

    The same as by its id.
    """
    try:
        return _whole(queries.live.get_by_slug(site, slug), query)
    except LegalDocumentNotFound:
        return _at_last(sites.present(queries.live, site, slug), query)


def _whole(document: LiveObject, query: dict[str, Any]) -> Response:
    (views,) = viewcounts.counted([document.id])
    keys = representation.item_keys(document.id, document.site)
    return representation.item(in_format(document.whole, query["body"]), query, keys, views)


def _at_last(at: sites.Present, query: dict[str, Any]) -> Response:
    """What is said of an address where no live row stands."""
    if at.is_here:
        return _whole(queries.live.get(at.id), query)
    keys = representation.item_keys(at.id, at.site)
    return representation.moved(f"/v1/sites/{at.site}/legal-documents/{at.slug}", keys)
