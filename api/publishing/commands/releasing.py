"""Commands on what the public sees: publish, correct, schedule, confirm, withdraw."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from api.db.unit_of_work import transaction
from api.publishing import due, editions, log, queries, workflow
from api.publishing.content_type import content_type
from api.publishing.documents import claim
from api.publishing.errors import EndsTooEarly, Finding, TimeHasPassed, unknown_reference
from api.publishing.live.dependents import mark_dependents
from api.publishing.live.projection import Release, check_gates, go_live
from api.publishing.models import Document, Op, Public, Stage
from api.publishing.workflow import Actor

AS_IT_IS = Release()


@dataclass(frozen=True)
class Withdrawal:
    """Why something public is taken away; `reason` and `note` are shown to everybody."""

    reason: str
    note: str | None = None
    superseded_by: UUID | None = None
    withdrawn_at: datetime | None = None


def release(
    document: Document, actor: Actor, at: datetime, publish_at: datetime | None, how: Release
) -> list[Finding]:
    """Publish at the time that is named, else now; with a note it is a correction."""
    if publish_at is not None:
        return schedule(document, actor, at, publish_at, how)
    if how.correction is not None:
        return correct(document, actor, at, how)
    return publish(document, actor, at, how)


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
    # What it will find then: some of it depends on the day.
    findings = check_gates(document, edition, (actor, publish_at), release)
    with transaction():
        claim(document, stage=Stage.APPROVED, scheduled=edition.id, refusal=None)
        sealed = editions.freeze(edition, actor.id, release.acknowledged)
        due.put(document, due.PUBLISH, publish_at)
        due.put_or_drop(document, due.END, release.unpublish_at)
        times = _times(publish_at, release.unpublish_at)
        log.record_event(actor, "schedule", at, document, {**times, **sealed})
    return findings


def cancel_schedule(
    document: Document, actor: Actor, at: datetime, refusal: str | None = None
) -> None:
    """Take the schedule back; an approved head is a draft again.

    `refusal` is the code of the rule that kept it from going out, for its author to see.
    """
    workflow.require(actor, "cancel_schedule", document)
    with transaction():
        was_head = document.scheduled == document.head
        stage = Stage.DRAFT if was_head else document.stage
        claim(document, scheduled=None, stage=stage, refusal=refusal)
        due.drop(document, due.PUBLISH, due.END)
        log.record_event(actor, "cancel_schedule", at, document)


def confirm(document: Document, actor: Actor, at: datetime) -> None:
    """The second person's word on an emergency that one person published alone."""
    workflow.require(actor, "confirm", document)
    workflow.require_other_hand(actor, editions.live(document))
    with transaction():
        claim(document, unconfirmed=False)
        log.record_event(actor, "confirm", at, document)


def successor(document: Document, document_id: UUID | None) -> UUID | None:
    """What replaces a document, if it says so: something else that is public on the same site.

    InvalidContent for anything else, and so for what nobody may know of yet.
    """
    if document_id is not None and not queries.may_succeed(document_id, document):
        raise unknown_reference("/superseded_by")
    return document_id


def withdraw(document: Document, actor: Actor, at: datetime, why: Withdrawal) -> None:
    """Take a live document away; its type may leave a public tombstone with the reason."""
    workflow.require(actor, "withdraw", document)
    with transaction():
        take_away(document, at, why)
        log.record_event(actor, "withdraw", at, document, {"reason": why.reason})


def take_away(document: Document, at: datetime, why: Withdrawal) -> None:
    """Let the public see a live document no more; the caller records the event."""
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
            log.record_change(document, Op.WITHDRAW if handled.leaves_tombstone else Op.DELETE, at)
            mark_dependents(document)


def _times(publish_at: datetime, unpublish_at: datetime | None) -> dict[str, str]:
    times = {"publish_at": publish_at, "unpublish_at": unpublish_at}
    return {name: time.isoformat() for name, time in times.items() if time}


def _require_future(moment: datetime | None, at: datetime) -> None:
    if moment is not None and moment <= at:
        raise TimeHasPassed
