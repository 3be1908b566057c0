"""Legal documents over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.http.smorest import Blueprint
from api.legal_documents import queries
from api.legal_documents.schemas import (
    LegalDocumentListQuerySchema,
    LegalDocumentListSchema,
    LegalDocumentQuerySchema,
    LegalDocumentSchema,
)
from api.sites import queries as sites
from api.sites.answers import Answers
from api.views.queries import counted

blp = Blueprint(
    "legal-documents", __name__, description="What authorities have decided, and whether it holds."
)
_answers = Answers(queries.live, "legal-documents", counted)


@blp.get("/v1/legal-documents")
@blp.arguments(LegalDocumentListQuerySchema, location="query")
@blp.response(200, LegalDocumentListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_legal_documents(query: dict[str, Any]) -> Response:
    """List legal documents, the newest papers first.

    A paper is dated by the day of its issue; where that is not known, of its publication.
    """
    site = sites.slug_of(query["site"])
    return _answers.listing(queries.page(query, site), query, site)


@blp.get("/v1/legal-documents/<uuid:legal_document_id>")
@blp.arguments(LegalDocumentQuerySchema, location="query")
@blp.response(200, LegalDocumentSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_legal_document(query: dict[str, Any], legal_document_id: UUID) -> Response:
    """Read one legal document, in force or not; 410 with the reason for one that was withdrawn.

    With what it replaces and amends, and what replaces and amends it.
    """
    return _answers.item(query, legal_document_id)


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
    return _answers.item_at(query, site, slug)
