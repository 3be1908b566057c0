"""How an edition becomes what is public: its address, its live row, its entry in the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from api.core.clock import local
from api.core.db import transaction
from api.publishing import due, editions, log, slugs, workflow
from api.publishing.content import Content, Publication, content_type
from api.publishing.documents import claim
from api.publishing.errors import Finding, GateFailed
from api.publishing.models import Document, Edition, Op, Public, Stage
from api.publishing.rendering import is_embedded, mark_embedding_rows
from api.publishing.workflow import Actor


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
    content = editions.content(document, edition)
    with transaction():
        shown_before = _card(document)
        slug = _claim_slug(document, content, release.origin)
        claim(document, **_published(document, edition, at, release), slug=slug,
              unconfirmed=unconfirmed)  # fmt: skip
        editions.freeze(edition, actor.id, release.acknowledged)
        show(document, content, at)
        due.drop(document, due.PUBLISH)
        due.put_or_drop(document, due.UNPUBLISH, release.unpublish_at)
        if shown_before != _card(document):
            mark_embedding_rows(document)
        log.record_event(actor.id, "publish", at, document, _noted(findings, release))
    return findings


def show(document: Document, content: Content, at: datetime) -> None:
    """Bring the live row to what it must be at `at`, and say so in the log."""
    handled = content_type(document.type)
    if handled.is_visible(content, at):
        handled.project(Publication(document, content, at))
        log.record_change(document, Op.UPSERT, at)
    elif document.is_visible:
        handled.retract(document)
        log.record_change(document, Op.DELETE, at)
    later = min((moment for moment in handled.moments(content) if moment > at), default=None)
    due.put_or_drop(document, due.REFRESH, later)


def check_gates(
    document: Document, edition: Edition, by: tuple[Actor, datetime], release: Release
) -> list[Finding]:
    """The type's findings; GateFailed when some are neither acknowledged nor the operator's."""
    actor, at = by
    publication = Publication(document, editions.content(document, edition), at)
    findings = list(content_type(document.type).gates(publication))
    blocking = [each for each in findings if each.code not in release.acknowledged]
    if blocking and not actor.is_operator:
        raise GateFailed(errors=blocking)
    return findings


def _card(document: Document) -> object:
    handled = content_type(document.type)
    if document.live is None or not is_embedded(handled):
        return None
    return handled.card(document, editions.content(document, editions.live(document)))


def _claim_slug(document: Document, content: Content, origin: Origin) -> str:
    for old in origin.old_slugs:
        slugs.claim(document, old)
    chosen = content.get("slug") or origin.slug or document.slug
    wanted = chosen or content_type(document.type).title(content)
    return slugs.claim(document, wanted)


def _published(
    document: Document, edition: Edition, at: datetime, release: Release
) -> dict[str, Any]:
    origin = release.origin
    version = origin.version or document.version + 1
    is_first = document.published_at is None
    published_at = origin.published_at or document.published_at or at
    return {
        "public": Public.LIVE,
        "stage": Stage.APPROVED if edition.id == document.head else document.stage,
        "live": edition.id,
        "scheduled": None,
        "version": version,
        "public_version": version,
        "published_at": published_at,
        "updated_at": origin.updated_at or (published_at if is_first else at),
        "corrections": _corrections(document, at, release),
        "withdrawn_at": None,
        "reason": None,
        "public_note": None,
        "superseded_by": None,
    }


def _corrections(document: Document, at: datetime, release: Release) -> list[Mapping[str, Any]]:
    if release.origin.corrections is not None:
        return list(release.origin.corrections)
    if release.correction is None:
        return list(document.corrections)
    return [*document.corrections, {"at": local(at), "note": release.correction}]


def _noted(findings: list[Finding], release: Release) -> dict[str, Any]:
    noted: dict[str, Any] = {}
    if findings:
        noted["passed"] = [each.code for each in findings]
    if release.correction is not None:
        noted["correction"] = release.correction
    return noted
