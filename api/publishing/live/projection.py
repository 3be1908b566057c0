"""How an edition becomes what is public: its address, its live row, its entry in the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from api.db.unit_of_work import transaction
from api.publishing import documents, due, editions, log, queries, workflow
from api.publishing.checks import gates, hosts
from api.publishing.content_type import Content, ContentType, Publication, content_type
from api.publishing.documents import claim
from api.publishing.errors import Finding, GateFailed
from api.publishing.live import kept_settings, slugs
from api.publishing.live.dependents import is_embedded, mark_dependents
from api.publishing.models import Document, Edition, LiveRow, Op, Public, Stage
from api.publishing.workflow import Actor
from api.runtime.clock import local
from api.text.personal_data import without_citizen_numbers


@dataclass(frozen=True)
class Origin:
    """What an import keeps of a document's earlier life; all of it is optional."""

    id: UUID | None = None
    slug: str | None = None
    old_slugs: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    version: int | None = None
    corrections: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True)
class Release:
    """How an edition goes out: warnings passed, the end of its time, a public note, its origin."""

    acknowledged: frozenset[str] = frozenset()
    unpublish_at: datetime | None = None
    correction: str | None = None
    origin: Origin = field(default_factory=Origin)


def go_live(
    document: Document, edition: Edition, by: tuple[Actor, datetime], release: Release
) -> list[Finding]:
    """Make one edition public, checking gates and the second person once more."""
    actor, at = by
    unconfirmed = workflow.require_second_person(actor, edition, document)
    findings = check_gates(document, edition, by, release)
    with transaction():
        show(document, edition, at, release)
        sealed = editions.freeze(edition, actor.id, release.acknowledged)
        if unconfirmed:
            documents.put(document, unconfirmed=True)
        log.record_event(actor, "publish", at, document, {**_noted(findings, release), **sealed})
    return findings


def show(document: Document, edition: Edition, at: datetime, release: Release) -> None:
    """Let the public see one edition, whoever decided so; the caller records the event."""
    content = editions.content(document, edition)
    with transaction():
        shown = document.live
        claim(document, **_published(document, edition, at, release))
        reference = _reference(document, shown)
        _take_address(document, content, release.origin)
        _show(document, content, at)
        hosts.note(document, content)
        _note_ends(document, content, release)
        if reference != _reference(document, document.live):
            mark_dependents(document)


def refresh(document: Document, at: datetime) -> None:
    """Bring the live row of a held document to what it must be at `at`.

    It is a change only where readers see a difference.
    """
    content = editions.handed_on(document, editions.live(document))
    with transaction() as tx:
        before = _bytes(_row(document))
        row = _project(document, content, at)
        tx.write_rows()
        if before != _bytes(row):
            _record(document, row, at)
            mark_dependents(document)


def check_gates(
    document: Document, edition: Edition, by: tuple[Actor, datetime], release: Release
) -> list[Finding]:
    """What the gates find; GateFailed when there is more than acknowledged warnings.

    The operator passes them all: what an import brings was public before. What is published by
    its save asks nobody to acknowledge anything, so there warnings pass.
    """
    actor, at = by
    publication = Publication(document, editions.handed_on(document, edition), at)
    if actor.is_operator:
        return gates.findings_for_operator(publication)
    findings = gates.findings_of(publication)
    passes_all = not content_type(document.type).reviewed
    blocking = [
        finding
        for finding in findings
        if not (finding.is_warning and (passes_all or finding.code in release.acknowledged))
    ]
    if blocking:
        raise GateFailed(errors=blocking)
    return findings


def _note_ends(document: Document, content: Content, release: Release) -> None:
    """Note when it is public no more: as it was released, and as its content says."""
    due.drop(document, due.PUBLISH, due.END, due.ERASE)
    due.put_or_drop(document, due.UNPUBLISH, release.unpublish_at)
    ending = content_type(document.type).ending(content)
    if ending is not None:
        due.put(document, due.ERASE, ending.at)


def _show(document: Document, content: Content, at: datetime) -> None:
    was_visible = document.is_visible
    row = _project(document, content, at)
    if row or was_visible:
        _record(document, row, at)


def _project(document: Document, content: Content, at: datetime) -> LiveRow | None:
    """Write the live row, or remove it, and note when it changes by itself next."""
    kept_settings.adopt()
    handled = content_type(document.type)
    row = None
    if handled.is_visible(content, at):
        row = handled.project(Publication(document, content, at))
    elif document.is_visible:
        handled.retract(document)
    later = min((moment for moment in handled.moments(content) if moment > at), default=None)
    due.put_or_drop(document, due.REFRESH, later)
    return row


def _record(document: Document, row: LiveRow | None, at: datetime) -> None:
    op, whole = (Op.UPSERT, row.whole) if row else (Op.DELETE, None)
    log.record_change(document, op, at, whole)


def _row(document: Document) -> LiveRow | None:
    row: LiveRow | None = content_type(document.type).model.get_or_none(id=document.id)
    return row


def _bytes(row: LiveRow | None) -> tuple[bytes, bytes] | None:
    return (row.whole, row.summary) if row else None


def _reference(document: Document, edition_id: UUID | None) -> object:
    """What other live rows show of an edition, None where it is not to be seen."""
    handled = content_type(document.type)
    if edition_id is None or not document.is_visible or not is_embedded(handled):
        return None
    return handled.reference(document, editions.content(document, editions.by_id(edition_id)))


def _take_address(document: Document, content: Content, origin: Origin) -> None:
    for old in origin.old_slugs:
        slugs.claim_old(document, old)
    wanted = wanted_address(content_type(document.type), content, origin.slug or document.slug)
    if wanted is not None:
        slug = slugs.claim(document, wanted)
        if slug != document.slug:
            documents.put(document, slug=slug)


def wanted_address(handled: ContentType, content: Content, slug: str | None) -> str | None:
    """What an address is made of: the one chosen, the one there is, the title."""
    chosen, title = content.get("slug") or slug, handled.title(content)
    if chosen or title is None:
        return chosen
    # A title may have to name somebody by number; an address is passed on without being read.
    return without_citizen_numbers(title)


_CLEARED = ("scheduled", "withdrawn_at", "reason", "public_note", "superseded_by", "refusal")


def _published(
    document: Document, edition: Edition, at: datetime, release: Release
) -> dict[str, Any]:
    origin = release.origin
    version = _next_version(document, origin)
    is_first = document.published_at is None
    published_at = _published_at(document, at, origin)
    last_said = origin.updated_at or (_last_said(published_at, origin) if is_first else at)
    return {
        "public": Public.LIVE,
        "stage": Stage.APPROVED if edition.id == document.head else document.stage,
        "live": edition.id,
        "version": version,
        "public_version": version,
        "published_at": published_at,
        # Nothing was changed before it was there, whatever a former portal says.
        "updated_at": max(published_at, min(last_said, at)),
        "corrections": _corrections(document, at, release),
        "unconfirmed": False,
        **dict.fromkeys(_CLEARED),
    }


def _published_at(document: Document, at: datetime, origin: Origin) -> datetime:
    """The moment that a document is dated by: the one told, but none after it was first public."""
    original, known = origin.published_at, document.published_at
    if original is None or known is None or original <= known:
        return min(original or known or at, at)
    return min(original, queries.first_published(document.id) or at)


def _last_said(published_at: datetime, origin: Origin) -> datetime:
    """When words that are older than their document here were last changed."""
    corrections = origin.corrections or ()
    return max([published_at, *(datetime.fromisoformat(noted["at"]) for noted in corrections)])


def _next_version(document: Document, origin: Origin) -> int:
    """A version never comes twice, so only a document that is just being made may begin low."""
    if origin.version is not None and documents.is_new(document):
        return origin.version
    return max(origin.version or 0, document.version + 1)


def _corrections(document: Document, at: datetime, release: Release) -> list[Mapping[str, Any]]:
    if release.origin.corrections is not None:
        return list(release.origin.corrections)
    if release.correction is None:
        return list(document.corrections)
    return [*document.corrections, {"at": local(at), "note": release.correction}]


def _noted(findings: list[Finding], release: Release) -> dict[str, Any]:
    noted: dict[str, Any] = {}
    if findings:
        noted["passed"] = [finding.code for finding in findings]
    if release.correction is not None:
        noted["correction"] = release.correction
    if release.unpublish_at is not None:
        noted["unpublish_at"] = release.unpublish_at.isoformat()
    return noted
