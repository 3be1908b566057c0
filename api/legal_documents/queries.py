"""Reading live legal documents."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_id
from api.db.statements import Condition, Filters, chosen
from api.db.unit_of_work import remembered
from api.http.pagination import Listing, Page, fetch, of_site
from api.legal_documents.errors import LegalDocumentNotFound, LegalDocumentWithdrawn
from api.legal_documents.models import LegalDocument, LegalReference
from api.publishing.live.tables import LiveTable, times
from api.runtime.jsons import loads_stored
from api.text import slugs
from api.text.document_numbers import FORMS, key_of

live = LiveTable("legal_document", "legal_document", LegalDocumentNotFound, LegalDocumentWithdrawn)

_ORDER = ('"dated_on"', '"id"')
_CARD = ("id", "slug", "url", "number", "form", "title", "issued_on", "status")
_SUMMARY = 'SELECT "summary" FROM "legal_document" WHERE "id" = ?'
_NAMING = (
    'SELECT r."kind", d."summary" FROM "legal_reference" AS r'
    ' JOIN "legal_document" AS d ON d."id" = r."source"'
    ' WHERE r."target" = ? ORDER BY d."dated_on", d."id"'
)


def page(query: Mapping[str, Any], site: str | None) -> Page:
    """The documents that `query` asks for, the newest papers first: (id, summary)."""
    listing = Listing(
        columns='"id", "summary"',
        source='"legal_document"',
        where=(*of_site(site), *chosen(_FILTERS, query), *_worded(query["text"])),
        order=_ORDER,
        descending=True,
    )
    return fetch(listing, query, "/v1/legal-documents")


def _worded(text: str | None) -> Iterable[Condition]:
    words = words_of(text or "")
    if text and not words:
        yield Condition('"text_key" = ?', ("",))
    for word in words:
        yield Condition('"text_key" LIKE ?', (f"%{word}%",))


def form_key(form: str) -> str:
    """The form in which forms are looked up: the name, also where its code is given."""
    return FORMS.get(form, form).casefold()


def words_of(text: str) -> list[str]:
    """The words of a text without accents, as they are looked up."""
    return [word for word in slugs.folded(text).split("-") if word]


_FILTERS: Filters = {
    "status": ('"status" = ?', str),
    "form": ('"form_key" = ?', form_key),
    "number": ('"number_key" = ?', key_of),
    "issuer": ('"issuer_key" = ?', str.casefold),
    "field": ('"field_key" = ?', str.casefold),
    "issued_from": ('"issued_on" >= ?', str),
    "issued_to": ('"issued_on" <= ?', str),
    "effective_from": ('"effective_on" >= ?', str),
    "effective_to": ('"effective_on" <= ?', str),
    **times(),
}


@remembered
def reference(document: UUID) -> dict[str, Any] | None:
    """What others show of a live document; read once in a transaction."""
    row = execute(_SUMMARY, (stored_id(document),)).fetchone()
    return _of_summary(row[0]) if row else None


@remembered
def naming(document: UUID) -> list[tuple[str, dict[str, Any]]]:
    """The live documents that replace or amend one, the oldest first: (kind, reference)."""
    rows = execute(_NAMING, (stored_id(document),)).fetchall()
    return [(kind, _of_summary(summary)) for kind, summary in rows]


def _of_summary(summary: Any) -> dict[str, Any]:
    whole = loads_stored(summary)
    return {name: whole[name] for name in _CARD}


def targets(document: UUID) -> Iterator[UUID]:
    """The documents that a live one replaces or amends."""
    rows = LegalReference.select(LegalReference.target)
    return (row.target for row in rows.where(LegalReference.source == document))


def shown(document: UUID) -> bytes | None:
    """What the public sees of a document now."""
    row = LegalDocument.get_or_none(LegalDocument.id == document)
    return row.whole if row else None
