"""Whose work is taken back, what it touched, and how that stood at the moment one goes back to."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from peewee import fn

from api.accounts.models import Account
from api.publishing import due, editions
from api.publishing.audit import standing
from api.publishing.commands.returning import Past
from api.publishing.content_type import content_types
from api.publishing.models import AuditEvent, Document, Edition, Stage
from api.publishing.queries import audit_head
from api.publishing.queries import editions as editions_of
from api.publishing.workflow import Means

_WAITING = (due.PUBLISH, due.END)


class Case(NamedTuple):
    """The accounts whose work is taken back, and since when: the one named comes first."""

    accounts: tuple[Account, ...]
    since: datetime

    @property
    def ids(self) -> set[str]:
        """As events name them."""
        return {str(account.id) for account in self.accounts}


def case_of(account: Account, since: datetime) -> Case:
    """The account, with those that it has made or taken over since, and theirs."""
    ids = {str(account.id)}
    while more := {*_made_by(ids, since), *_taken_by(ids, since)} - ids:
        ids |= more
    others = Account.select().where(Account.id.in_({UUID(account_id) for account_id in ids}))
    ordered = sorted(others, key=lambda other: (other.id != account.id, other.email))
    return Case(tuple(ordered), since)


def events_since(since: datetime, *actions: str) -> list[AuditEvent]:
    """What was done of this kind since, the oldest first."""
    wanted = AuditEvent.action.in_(actions) & (AuditEvent.at >= since)
    return list(AuditEvent.select().where(wanted).order_by(AuditEvent.number))


def _made_by(ids: set[str], since: datetime) -> Iterator[str]:
    for event in events_since(since, "create_account"):
        if event.actor in ids:
            yield event.detail["account"]


def _taken_by(ids: set[str], since: datetime) -> Iterator[str]:
    """Accounts whose password was chosen by a link that one of these had made."""
    makers = dict[str, str]()
    for event in events_since(since, "make_link", "set_password"):
        account = event.detail["account"]
        if event.action == "make_link":
            makers[account] = event.actor
        elif event.means == Means.LINK and makers.get(account) in ids:
            yield account


def touched(case: Case) -> list[UUID]:
    """The documents that these have touched since, or let wait; what others embed comes first."""
    ids = {*_acted_on(case), *_written_on(case), *_scheduled(case)}
    documents = Document.select(Document.id, Document.type).where(Document.id.in_(ids))
    types = {content_type.name: number for number, content_type in enumerate(content_types())}
    known = {document.id: types.get(document.type, -1) for document in documents}
    return sorted(known, key=lambda document_id: (known[document_id], document_id))


def touched_after(case: Case, number: int) -> tuple[list[UUID], int]:
    """What they have touched after an event, and the last event of the log that was looked at."""
    head = audit_head()[0]
    by_them = AuditEvent.actor.in_(case.ids) & AuditEvent.number.between(number + 1, head)
    events = AuditEvent.select(AuditEvent.document).where(by_them)
    return sorted({event.document for event in events if event.document}), head


def taken_from_the_public(number: int) -> Iterator[tuple[Document, dict[str, Any]]]:
    """The documents whose public content a quarantine replaced, with that content."""
    for event in brought_back(number):
        document = Document.get_by_id(event.document)
        shown = Past(event.before).live
        if shown is not None and shown != Past(event.after).live:
            yield document, editions.content(document, editions.by_id(shown))


def purged(case: Case) -> list[AuditEvent]:
    """What these have touched since and is gone for good."""
    ids = list(_acted_on(case))
    left = {document.id for document in Document.select().where(Document.purged_at.is_null())}
    gone = [document_id for document_id in ids if document_id not in left]
    return list(
        AuditEvent.select().where(AuditEvent.document.in_(gone), AuditEvent.action == "purge")
    )


def _acted_on(case: Case) -> Iterator[UUID]:
    by_them = AuditEvent.actor.in_(case.ids) & (AuditEvent.at >= case.since)
    for event in AuditEvent.select(AuditEvent.document, AuditEvent.means).where(by_them):
        # At its time the program publishes in the name of whoever decided so.
        if event.document is not None and event.means != Means.SYSTEM:
            yield event.document


def _written_on(case: Case) -> Iterator[UUID]:
    """Where a sitting that had begun before went on: it is one event, that of its beginning."""
    by_them = Edition.author.in_(case.ids) & (Edition.at >= case.since)
    for edition in Edition.select(Edition.id, Edition.document).where(by_them):
        events = AuditEvent.select().where(
            AuditEvent.document == edition.document, AuditEvent.actor.in_(case.ids)
        )
        # Others may have taken up old words of theirs, which stay theirs.
        if any((event.after or {}).get("head") == str(edition.id) for event in events):
            yield UUID(str(edition.document))


def _scheduled(case: Case) -> Iterator[UUID]:
    waiting = Document.select(Document.id).join(Edition, on=(Edition.id == Document.scheduled))
    for document in waiting.where(Edition.approved_by.in_(case.ids)):
        yield document.id


def past_of(document: Document, case: Case) -> Past | None:
    """How a document stood; None where an older version of the program did not note it.

    A schedule of theirs is not kept, whenever they made it.
    """
    of_it = AuditEvent.select().where(AuditEvent.document == document.id)
    events = list(of_it.order_by(AuditEvent.number))
    earlier = [event for event in events if event.at < case.since]
    later = [event for event in events if event.at >= case.since]
    stood = later[0].before if later else standing.of(document)
    if stood is None:
        return None
    facts, waits = {**stood}, _due(earlier)
    schedules = [event.actor for event in earlier if event.action == "schedule"]
    if facts.get("scheduled") and {*schedules[-1:]} & case.ids:
        _forget_schedule(facts, waits)
    _pass_over_rewritten(document, facts, case)
    corrections = [
        correction for correction in document.corrections if _time(correction["at"]) < case.since
    ]
    return Past(facts, corrections, waits)


def in_words(document: Document, case: Case) -> str:
    """What would become of a document."""
    past = past_of(document, case)
    if past is None:
        return "left as it is, for how it stood was not noted then"
    if not past.standing:
        return "away, for it was made since"
    said = "public" if past.live else str(past.standing["public"])
    state = {"none": "not public"}.get(said, said)
    shown = past.live or UUID(past.standing["head"])
    return f"edition {editions.by_id(shown).number}, {state}"


def others_since(document: Document, case: Case) -> set[str]:
    """Who else has worked on a document since."""
    events = AuditEvent.select(AuditEvent.actor).where(
        AuditEvent.document == document.id,
        AuditEvent.at >= case.since,
        AuditEvent.actor.not_in({*case.ids, "system"}),
        AuditEvent.action != "bring_back",
    )
    return {event.actor for event in events}


def _due(events: list[AuditEvent]) -> dict[str, datetime]:
    """What was due after these events, as they tell."""
    waits = dict[str, datetime]()
    for event in events:
        if event.action == "bring_back":
            waits = {name: _time(at) for name, at in event.detail["due"].items()}
        if event.action in {"publish", "withdraw"}:
            waits.pop(due.UNPUBLISH, None)
        if event.action in {"schedule", "cancel_schedule", "publish", "trash"}:
            _drop(waits, _WAITING)
        ends = due.END if event.action == "schedule" else due.UNPUBLISH
        for name, action in (("publish_at", due.PUBLISH), ("unpublish_at", ends)):
            if name in event.detail:
                waits[action] = _time(event.detail[name])
    return waits


def _drop(waits: dict[str, datetime], names: tuple[str, ...]) -> None:
    for name in names:
        waits.pop(name, None)


def _forget_schedule(facts: dict[str, Any], waits: dict[str, datetime]) -> None:
    if facts.pop("scheduled") == facts.get("head"):
        facts["stage"] = str(Stage.DRAFT)
    _drop(waits, _WAITING)


def _pass_over_rewritten(document: Document, facts: dict[str, Any], case: Case) -> None:
    """Take the edition before a head that they have written on since: what it said is not kept."""
    head = editions.by_id(UUID(facts["head"])) if facts else None
    if head is None or head.author not in case.ids or head.at < case.since:
        return
    before = [edition for edition in editions_of(document) if edition.number < head.number]
    if before:
        facts["head"] = str(before[-1].id)
        is_live = facts["head"] == facts.get("live")
        facts["stage"] = str(Stage.APPROVED if is_live else Stage.DRAFT)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def quarantine(number: int) -> AuditEvent | None:
    """The event of a quarantine."""
    is_it = (AuditEvent.number == number) & (AuditEvent.action == "quarantine")
    return AuditEvent.get_or_none(is_it)


def newest_quarantine() -> int:
    """The number of the newest one."""
    of_it = AuditEvent.select(fn.MAX(AuditEvent.number)).where(AuditEvent.action == "quarantine")
    return int(of_it.scalar() or 0)


def is_undone(number: int) -> bool:
    """Whether a quarantine was undone."""
    undone = AuditEvent.select().where(AuditEvent.action == "undo_quarantine")
    return any(event.detail["quarantine"] == number for event in undone)


def brought_back(number: int) -> list[AuditEvent]:
    """What a quarantine did to documents, the latest first."""
    later = (AuditEvent.number > number) & (AuditEvent.action == "bring_back")
    events = AuditEvent.select().where(later).order_by(AuditEvent.number.desc())
    return [event for event in events if event.detail.get("quarantine") == number]
