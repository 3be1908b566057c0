"""Take back what an account has done since a moment, and undo that."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from api.db.unit_of_work import transaction
from api.publishing import log
from api.publishing.checks import hosts
from api.publishing.commands import returning
from api.publishing.commands.returning import Past
from api.publishing.documents import lock
from api.publishing.live import rendering
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.quarantine import people, queries
from api.quarantine.errors import NoQuarantine, UndoneAlready
from api.quarantine.queries import Case

_log = logging.getLogger(__name__)
BATCH = 50
Back = Callable[[UUID], bool]
"""Brings one document back; whether there was anything to do."""


@dataclass
class Outcome:
    """What became of each document: brought back, or left as it is, and why."""

    event: int
    back: list[UUID] = field(default_factory=list)
    left: dict[UUID, str] = field(default_factory=dict)


def quarantine(case: Case, at: datetime) -> Outcome:
    """Shut the accounts out, and bring all that they touched since back to how it stood then."""
    account = case.accounts[0]
    with transaction():
        done = people.apply(case, people.plan(case), (OPERATOR, at))
        about = {"account": str(account.id), "email": account.email}
        detail = {**about, "since": case.since.isoformat(), **done}
        log.record_event(OPERATOR, "quarantine", at, detail=detail)
    outcome = Outcome(queries.newest_quarantine())
    _bring_all_back(case, outcome, at)
    hosts.forget(queries.taken_from_the_public(outcome.event))
    rendering.render_all_stale(at)
    return outcome


def undo(number: int, at: datetime) -> Outcome:
    """Let everything stand as before the quarantine of this event; what has ended stays so.

    What somebody has worked on since is left as it is.
    """
    event = queries.quarantine(number)
    if event is None:
        raise NoQuarantine(number=number)
    if queries.is_undone(number):
        raise UndoneAlready(number=number)
    outcome = Outcome(number)
    _bring_all_forward(outcome, at)
    with transaction():
        people.undo(event.detail, (OPERATOR, at))
        log.record_event(OPERATOR, "undo_quarantine", at, detail={"quarantine": number})
    rendering.render_all_stale(at)
    return outcome


def _bring_all_back(case: Case, outcome: Outcome, at: datetime) -> None:
    def back(document_id: UUID) -> bool:
        document = lock(document_id)
        past = queries.past_of(document, case)
        if past is None:
            outcome.left[document_id] = "how it stood was not noted then"
        return past is not None and _bring(document, past, outcome.event, at)

    wanted, seen = queries.touched(case), outcome.event
    while wanted:
        _in_batches(wanted, back, outcome)
        # Requests that had begun before the accounts were disabled may have come in meanwhile.
        wanted, seen = queries.touched_after(case, seen)


def _bring_all_forward(outcome: Outcome, at: datetime) -> None:
    events = {event.document: event for event in queries.brought_back(outcome.event)}

    def forward(document_id: UUID) -> bool:
        event, document = events[document_id], lock(document_id)
        if document.version != event.version:
            outcome.left[document_id] = "somebody has worked on it since"
            return False
        before = returning.past_of(event.before, event.detail["had"])
        return _bring(document, before, outcome.event, at)

    _in_batches(list(events), forward, outcome)


def _bring(document: Document, past: Past, number: int, at: datetime) -> bool:
    is_so = past == returning.present(document)
    if not is_so:
        returning.bring_back(document, past, (OPERATOR, at), {"quarantine": number})
    return not is_so


def _in_batches(ids: Sequence[UUID], back: Back, outcome: Outcome) -> None:
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        try:
            outcome.back += _at_once(batch, back)
        except Exception as error:
            rendering.raise_what_is_no_rows(error)
            # One that cannot be brought back must not keep the others from it.
            for document_id in batch:
                _alone(document_id, back, outcome)


def _at_once(batch: Sequence[UUID], back: Back) -> list[UUID]:
    with transaction():
        return [document_id for document_id in batch if back(document_id)]


def _alone(document_id: UUID, back: Back, outcome: Outcome) -> None:
    try:
        outcome.back += _at_once([document_id], back)
    except Exception as error:
        rendering.raise_what_is_no_rows(error)
        _log.exception("the document %s cannot be brought back", document_id)
        outcome.left[document_id] = str(error) or type(error).__name__
