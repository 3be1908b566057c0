"""Legal documents as a content type: they come into force, end and are replaced by each other."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from api.db.unit_of_work import transaction
from api.legal_documents import queries
from api.legal_documents.models import LegalDocument, LegalReference
from api.legal_documents.schemas import (
    NOT_IN_SUMMARY,
    REFERENCES,
    LegalDocumentContentSchema,
    LegalDocumentStoredSchema,
)
from api.legal_documents.status import NOT_YET, is_active, moments, status_at
from api.media import queries as media
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.formats import BundleFormat, FeedFormat, Reference, Searchable
from api.publishing.live.dependents import STALE
from api.publishing.models import Document, LiveRow
from api.richtext import html
from api.runtime.clock import day_of
from api.sites import queries as sites
from api.text.document_numbers import FORMS, key_of, parts_of

FOLDER = "/van-ban"
_SCHEMA = LegalDocumentStoredSchema()
_BESIDE = ("form", "issuer", "signer", "field")


class LegalDocumentType(ContentType):
    """A decision of an authority: abstract, number, form, days, status, files."""

    name = "legal_document"
    collection = "legal-documents"
    schema = LegalDocumentContentSchema
    model = LegalDocument
    leaves_tombstone = True
    folder = FOLDER
    render_version = 2
    link_kind = "Văn bản"
    has_list_page = True
    wanted = ("form", "number", "issuer", "field", "issued_on", "effective_on", "attachments")
    shown = LegalDocumentStoredSchema
    unlisted = NOT_IN_SUMMARY
    search = True
    view_number = 3
    rating_number = 13
    feed = FeedFormat("Văn bản", newest="updated_at")
    bundle = BundleFormat(
        "legal_documents.jsonl",
        references=dict.fromkeys(REFERENCES, Reference("legal_document")),
        attachments=("attachments",),
        html=("body_html",),
    )

    def reference(self, document: Document, content: Content) -> object:
        """What it replaces and amends names it by these."""
        return document.slug, content["title"], content["number"], content["form"]

    def embeds(self) -> dict[str, Any]:
        """It shows its site, and those that it replaces or amends."""
        return {"site": LegalDocument.site, "legal_document": LegalReference.target}

    def rows_showing(self, document: Document) -> Any:
        """Both sides of a reference show each other."""
        if document.type != self.name:
            return super().rows_showing(document)
        naming, named = LegalReference.target == document.id, LegalReference.source == document.id
        return LegalDocument.id.in_(
            LegalReference.select(LegalReference.source).where(naming)
        ) | LegalDocument.id.in_(LegalReference.select(LegalReference.target).where(named))

    def shown_in(self, row: LiveRow, content: Content) -> Iterable[UUID]:
        """The site, and those that it names, or named until now: their rows show this one."""
        return [row.site, *sorted({*_named(content), *queries.targets(row.id)})]

    def moments(self, content: Content) -> Iterable[datetime]:
        """It comes into force and ends by itself."""
        return moments(content)

    def row(self, publication: Publication) -> LiveRow:
        """The live row of a document."""
        document, content = publication.document, publication.content
        whole = rendered(publication)
        published_on = day_of(document.published_at).isoformat()
        return self.live_row(
            publication,
            whole,
            slug=document.slug,
            dated_on=content["issued_on"] or published_on,
            form_key=queries.form_key(whole["form"]) if whole["form"] else None,
            number_key=key_of(content["number"]) if content["number"] else None,
            issuer_key=content["issuer"].casefold() if content["issuer"] else None,
            field_key=content["field"].casefold() if content["field"] else None,
            status=whole["status"],
            issued_on=content["issued_on"],
            effective_on=content["effective_on"],
            text_key=" ".join(queries.words_of(f"{content['title']} {content['number'] or ''}")),
            published_at=document.published_at,
            updated_at=document.updated_at,
        )

    def searchable(self, publication: Publication) -> Searchable:
        """By abstract and number, by form, issuer, signer and field, by body and its files."""
        document, content = publication.document, publication.content
        return Searchable(
            title=content["title"],
            also=(content["number"],) if content["number"] else (),
            beside=tuple(filter(None, map(content.get, _BESIDE))),
            address=sites.addressed(document, FOLDER),
            active=_standing(publication)["active"],
            body=media.searchable_body(content),
        )

    def project(self, publication: Publication) -> LiveRow:
        """Write the live row and its references; what it names is rendered again if it changed."""
        document = publication.document
        with transaction() as tx:
            is_new = tx.is_new(document)
            before = set[UUID]() if is_new else {*queries.targets(document.id)}
            shown = None if is_new else queries.shown(document.id)
            row = super().project(publication)
            if before:
                _drop_references(document)
            for kind, target in _references(publication.content):
                tx.add(LegalReference(source=document.id, kind=kind, target=target))
            if shown != row.whole:
                _mark_when_done(before | _named(publication.content))
        return row

    def retract(self, document: Document) -> None:
        """Remove the live row and its references."""
        named = {*queries.targets(document.id)}
        super().retract(document)
        _drop_references(document)
        _mark_when_done(named)


def rendered(publication: Publication) -> dict[str, Any]:
    """The public object of a legal document, without its views, by the delivery schema."""
    document, content = publication.document, publication.content
    parts = parts_of(content["number"]) if content["number"] else None
    body = media.rendered_body(content["body_html"])
    dumped: dict[str, Any] = _SCHEMA.write(
        {
            **content,
            **sites.addressed(document, FOLDER),
            **{name: _shown(content[name]) for name in REFERENCES},
            **_standing(publication),
            "lead": None,
            "number_parts": parts,
            "form": content["form"] or (parts and FORMS.get(parts["type_code"])),
            "language": "vi",
            "reading_minutes": html.reading_minutes(content["body_html"]),
            "body": {"format": "html", "html": body.html},
            "images": body.images,
            "attachments": media.attachments_json(content["attachments"]),
            "corrections": document.corrections,
        }
    )
    return dumped


def _standing(publication: Publication) -> dict[str, Any]:
    """What others do to it, and whether it is in force."""
    naming = _naming(publication.document)
    replacing = [other for kind, other in naming if kind == "replaces"]
    is_replaced = any(other["status"] != NOT_YET for other in replacing)
    status = status_at(publication.content, publication.at, is_replaced=is_replaced)
    return {
        "replaced_by": replacing,
        "amended_by": [other for kind, other in naming if kind == "amends"],
        "status": status,
        "active": is_active(status),
    }


def _naming(document: Document) -> list[tuple[str, dict[str, Any]]]:
    """Nobody can name what this very transaction makes: those come behind it."""
    with transaction() as tx:
        return [] if tx.is_new(document) else queries.naming(document.id)


def _shown(ids: list[str]) -> list[dict[str, Any]]:
    return [shown for document_id in ids if (shown := queries.reference(UUID(document_id)))]


def _references(content: Content) -> Iterable[tuple[str, UUID]]:
    return ((kind, UUID(document_id)) for kind in REFERENCES for document_id in content[kind])


def _named(content: Content) -> set[UUID]:
    return {target for _, target in _references(content)}


def _drop_references(document: Document) -> None:
    LegalReference.delete().where(LegalReference.source == document.id).execute()


def _mark_when_done(documents: set[UUID]) -> None:
    if documents:
        with transaction() as tx:
            tx.before_commit(partial(_mark, documents))


def _mark(documents: set[UUID]) -> None:
    wanted = LegalDocument.id.in_(sorted(documents))
    LegalDocument.update(render_version=STALE).where(wanted).execute()
