"""Bring a document back to how it stood: what is public of it, what is drafted, what is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.db.unit_of_work import transaction
from api.publishing import due, editions, log
from api.publishing.audit import seals, standing
from api.publishing.audit.standing import Standing
from api.publishing.commands.releasing import Withdrawal, take_away
from api.publishing.commands.trash import TRASH_DAYS
from api.publishing.content_type import content_type
from api.publishing.documents import claim, put
from api.publishing.live.projection import Origin, Release, show
from api.publishing.models import Document, Op, Public, Stage
from api.publishing.workflow import Actor

MADE_SINCE = "error"
"""The reason that is shown for what was not there at that time and has been public since."""
_CHOSEN = due.PUBLISH, due.END, due.UNPUBLISH
"""What somebody chose; what else is due follows from content and state."""


@dataclass(frozen=True)
class Past:
    """How a document stood (`audit/standing.py`; empty: it was not there), and what was due."""

    standing: Standing
    corrections: Sequence[Mapping[str, Any]] = ()
    due: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def live(self) -> UUID | None:
        """The edition that was public."""
        return self.id_of("live") if self.standing.get("public") == Public.LIVE else None

    def id_of(self, name: str) -> UUID | None:
        """A fact that is an id."""
        said = self.standing.get(name)
        return UUID(said) if said else None

    def time_of(self, name: str) -> datetime | None:
        """A fact that is a time."""
        said = self.standing.get(name)
        return datetime.fromisoformat(said) if said else None


def present(document: Document) -> Past:
    """How a document stands."""
    waits = {name: at for name, at in due.all_of(document).items() if name in _CHOSEN}
    return Past(standing.of(document), list(document.corrections), waits)


def bring_back(
    document: Document, past: Past, by: tuple[Actor, datetime], detail: Mapping[str, Any]
) -> None:
    """Let a held document stand as it did; the event keeps what it takes to go forward again."""
    actor, at = by
    had = present(document)
    with transaction():
        claim(document, trashed_at=None, refusal=None)
        _take_up(document, past)
        _show(document, past, at)
        _wait(document, past)
        if not past.standing or "trashed_at" in past.standing:
            _throw_away(document, past.time_of("trashed_at") or at)
        former = {"corrections": had.corrections, "due": _as_json(had.due)}
        said = {**detail, "due": _as_json(past.due), "had": former}
        log.record_event(actor, "bring_back", at, document, said)


def past_of(standing: Standing, former: Mapping[str, Any]) -> Past:
    """How a document stood before it was brought back, as that event tells."""
    times = {action: datetime.fromisoformat(time) for action, time in former["due"].items()}
    return Past(standing, former["corrections"], times)


def _as_json(times: Mapping[str, datetime]) -> dict[str, str]:
    return {action: time.isoformat() for action, time in times.items()}


def _take_up(document: Document, past: Past) -> None:
    """Let the head be what it was; what was written since stays among the editions."""
    head = past.id_of("head")
    if head is not None and head != document.head:
        content = editions.content(document, editions.by_id(head))
        put(document, **editions.said(document, content), head=head)


def _show(document: Document, past: Past, at: datetime) -> None:
    if past.live is not None:
        _show_live(document, past, at)
        return
    facts = past.standing
    why = Withdrawal(
        facts.get("reason", MADE_SINCE), facts.get("public_note"),
        past.id_of("superseded_by"), past.time_of("withdrawn_at"),
    )  # fmt: skip
    if document.public == Public.LIVE:
        take_away(document, at, why)
    elif document.public == Public.WITHDRAWN:
        _say_why(document, why, at)
    put(document, live=past.id_of("live") or document.live)


def _show_live(document: Document, past: Past, at: datetime) -> None:
    if document.public == Public.LIVE and _is_shown(document, past):
        due.put_or_drop(document, due.UNPUBLISH, past.due.get(due.UNPUBLISH))
        return
    release = Release(
        unpublish_at=past.due.get(due.UNPUBLISH),
        origin=Origin(slug=past.standing.get("slug"), corrections=tuple(past.corrections)),
    )
    edition = editions.by_id(past.live)  # type: ignore[arg-type]
    seals.require_unaltered(document, edition)
    show(document, edition, at, release)


def _is_shown(document: Document, past: Past) -> bool:
    shown = document.live, document.slug, list(document.corrections)
    return shown == (past.live, past.standing.get("slug"), list(past.corrections))


def _say_why(document: Document, why: Withdrawal, at: datetime) -> None:
    """Say of what is withdrawn already why that is so."""
    said = {
        "reason": why.reason, "public_note": why.note, "superseded_by": why.superseded_by,
        "withdrawn_at": why.withdrawn_at or document.withdrawn_at,
    }  # fmt: skip
    if any(getattr(document, name) != value for name, value in said.items()):
        put(document, **said)
        if content_type(document.type).leaves_tombstone:
            log.record_change(document, Op.WITHDRAW, at)


def _wait(document: Document, past: Past) -> None:
    """Let wait what waited. What should have happened meanwhile is due, and happens at once."""
    put(
        document,
        stage=past.standing.get("stage", Stage.DRAFT),
        scheduled=past.id_of("scheduled"),
        unconfirmed=bool(past.standing.get("unconfirmed")),
    )
    due.drop(document, due.PURGE)
    for action in (due.PUBLISH, due.END):
        due.put_or_drop(document, action, past.due.get(action))


def _throw_away(document: Document, at: datetime) -> None:
    put(document, trashed_at=at)
    due.put(document, due.PURGE, at + timedelta(days=TRASH_DAYS))
