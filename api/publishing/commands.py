"""What can be done to a document: one verb a function, one transaction, one audit event each.

Every command takes the document as its caller read it; the conditional UPDATE in `claim` decides
whether it is still so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.db.unit_of_work import transaction
from api.publishing import due, editions, log, workflow
from api.publishing.checks import named
from api.publishing.content_type import content_type
from api.publishing.documents import claim
from api.publishing.errors import EndsTooEarly, Finding, TimeHasPassed, TooEarlyToPurge
from api.publishing.live.dependents import mark_embedding_rows
from api.publishing.live.projection import Origin, Release, check_gates, go_live
from api.publishing.models import Document, Edition, OldUrl, Op, Public, Stage
from api.publishing.workflow import Actor
from api.runtime.ids import new_id

TRASH_DAYS = 30
NEW = Origin()
AS_IT_IS = Release()


@dataclass(frozen=True)
class Withdrawal:
    """Why something public is taken away; `reason` and `note` are shown to everybody."""

    reason: str
    note: str | None = None
    superseded_by: UUID | None = None
    withdrawn_at: datetime | None = None


def create(
    document_type: str,
    site: UUID | None,
    content: Mapping[str, Any],
    by: tuple[Actor, datetime],
    origin: Origin = NEW,
) -> Document:
    """A new document with its first draft. A site's own document belongs to itself."""
    actor, at = by
    loaded = content_type(document_type).load(content)
    identity = origin.id or new_id()
    document = Document(
        id=identity, type=document_type, site=site or identity, head=new_id(), slug=origin.slug,
        author=actor.id, created_at=at, saved_at=at,
    )  # fmt: skip
    workflow.require(actor, "create", document)
    with transaction() as tx:
        named.require(document, loaded)
        tx.add(document)
        tx.keep(("document", document.id), lambda: document)
        editions.add(document, 1, loaded, (actor.id, at))
        log.record_event(actor.id, "create", at, document)
        _publish_unreviewed(document, (actor, at), origin)
    return document


def save(document: Document, content: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Make `content` the head draft; what is live stays live. Types without review go live."""
    is_review = document.stage == Stage.IN_REVIEW
    workflow.require(actor, "revise" if is_review else "save", document)
    loaded = content_type(document.type).load(content)
    with transaction():
        named.require(document, loaded)
        stage = document.stage if is_review else Stage.DRAFT
        claim(document, stage=stage, saved_at=at)
        editions.write_head(document, loaded, (actor.id, at))
        log.record_event(actor.id, "save", at, document)
        _publish_unreviewed(document, (actor, at), NEW)


def submit(document: Document, actor: Actor, at: datetime) -> None:
    """Hand the draft to review; from now on its words are fixed."""
    workflow.require(actor, "submit", document)
    with transaction():
        claim(document, stage=Stage.IN_REVIEW)
        editions.freeze(editions.head(document))
        log.record_event(actor.id, "submit", at, document)


def return_to_author(document: Document, actor: Actor, at: datetime, comment: str) -> None:
    """Send a submitted draft back with a comment."""
    workflow.require(actor, "return", document)
    with transaction():
        claim(document, stage=Stage.DRAFT)
        editions.comment(editions.head(document), comment)
        log.record_event(actor.id, "return", at, document, {"comment": comment})


def publish(
    document: Document, actor: Actor, at: datetime, release: Release = AS_IT_IS
) -> list[Finding]:
    """Make the head edition public; findings that the operator was let pass are returned."""
    withdrawn_again = document.public == Public.WITHDRAWN and document.stage == Stage.APPROVED
    workflow.require(actor, "republish" if withdrawn_again else "publish", document)
    if not actor.is_operator:
        _require_future(release.unpublish_at, at)
    return go_live(document, editions.head(document), (actor, at), release)


def correct(document: Document, actor: Actor, at: datetime, release: Release) -> list[Finding]:
    """Publish the head edition of a live document with a public, dated note.

    Where the head is what is public, its words go out once more. The end of its time stays,
    unless the release names another.
    """
    workflow.require(actor, "correct", document)
    if release.unpublish_at is None:
        release = replace(release, unpublish_at=due.at(document, due.UNPUBLISH))
    with transaction():
        head = editions.head(document)
        if document.head == document.live:
            head = editions.copy_of(document, head, at)
        return go_live(document, head, (actor, at), release)


def schedule(
    document: Document,
    actor: Actor,
    at: datetime,
    publish_at: datetime,
    release: Release = AS_IT_IS,
) -> list[Finding]:
    """Let the head edition, and no later one, go live at `publish_at`."""
    workflow.require(actor, "schedule", document)
    _require_future(publish_at, at)
    if release.unpublish_at is not None and release.unpublish_at <= publish_at:
        raise EndsTooEarly
    edition = editions.head(document)
    workflow.require_second_person(actor, edition, document)
    findings = check_gates(document, edition, (actor, at), release)
    with transaction():
        claim(document, stage=Stage.APPROVED, scheduled=edition.id)
        editions.freeze(edition, actor.id, release.acknowledged)
        due.put(document, due.PUBLISH, publish_at)
        due.put_or_drop(document, due.END, release.unpublish_at)
        log.record_event(actor.id, "schedule", at, document, {"publish_at": publish_at.isoformat()})
    return findings


def cancel_schedule(document: Document, actor: Actor, at: datetime) -> None:
    """Take the schedule back; an approved head is a draft again."""
    workflow.require(actor, "cancel_schedule", document)
    with transaction():
        was_head = document.scheduled == document.head
        stage = Stage.DRAFT if was_head else document.stage
        claim(document, scheduled=None, stage=stage)
        due.drop(document, due.PUBLISH, due.END)
        log.record_event(actor.id, "cancel_schedule", at, document)


def confirm(document: Document, actor: Actor, at: datetime) -> None:
    """The second person's word on an emergency that one person published alone."""
    workflow.require(actor, "confirm", document)
    workflow.require_other_hand(actor, editions.live(document))
    with transaction():
        claim(document, unconfirmed=False)
        log.record_event(actor.id, "confirm", at, document)


def withdraw(document: Document, actor: Actor, at: datetime, why: Withdrawal) -> None:
    """Take a live document away, leaving a public stub with the reason where its type has one."""
    workflow.require(actor, "withdraw", document)
    handled = content_type(document.type)
    with transaction() as tx:
        tx.write_rows()
        claim(
            document,
            public=Public.WITHDRAWN,
            withdrawn_at=min(why.withdrawn_at or at, at),
            reason=why.reason,
            public_note=why.note,
            superseded_by=why.superseded_by,
            unconfirmed=False,
        )
        due.drop(document, due.UNPUBLISH, due.ERASE, due.REFRESH)
        if document.is_visible:
            handled.retract(document)
            log.record_change(document, Op.WITHDRAW if handled.has_stub else Op.DELETE, at)
            mark_embedding_rows(document)
        log.record_event(actor.id, "withdraw", at, document, {"reason": why.reason})


def trash(document: Document, actor: Actor, at: datetime) -> None:
    """Put a document that is not live into the trash."""
    workflow.require(actor, "trash", document)
    with transaction():
        stage = Stage.DRAFT if document.scheduled == document.head else document.stage
        claim(document, trashed_at=at, scheduled=None, stage=stage)
        due.drop(document, due.PUBLISH, due.END)
        log.record_event(actor.id, "trash", at, document)


def recover(document: Document, actor: Actor, at: datetime) -> None:
    """Take a document out of the trash, as it was."""
    workflow.require(actor, "recover", document)
    with transaction():
        claim(document, trashed_at=None)
        log.record_event(actor.id, "recover", at, document)


def purge(document: Document, actor: Actor, at: datetime) -> None:
    """Forget a trashed document for good; what was public keeps its stub and its address."""
    workflow.require(actor, "purge", document)
    is_early = document.trashed_at is None or at < document.trashed_at + timedelta(days=TRASH_DAYS)
    if is_early and not workflow.is_admin(actor, document):
        raise TooEarlyToPurge(days=TRASH_DAYS)
    with transaction():
        was_public = document.published_at is not None
        claim(document, purged_at=at)
        Edition.delete().where(Edition.document == document.id).execute()
        log.record_event(actor.id, "purge", at, document)
        if was_public:
            log.record_change(document, Op.DELETE, at)
        else:
            OldUrl.delete().where(OldUrl.document == document.id).execute()
            Document.delete().where(Document.id == document.id).execute()


def _require_future(moment: datetime | None, at: datetime) -> None:
    if moment is not None and moment <= at:
        raise TimeHasPassed


def _publish_unreviewed(document: Document, by: tuple[Actor, datetime], origin: Origin) -> None:
    if not content_type(document.type).reviewed:
        go_live(document, editions.head(document), by, Release(origin=origin))
