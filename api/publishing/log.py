"""The log of public changes and the chain of audit events, numbered in the order of the commits.

Both are kept back until the end of the transaction; then one UPDATE of the one counter row takes
their numbers. Its row lock is held to the commit, so no later number can become visible before an
earlier one, on either database, however long a transaction lasted before.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any, NamedTuple, Protocol

from api.db.databases import execute, execute_many
from api.db.fields import stored_id
from api.db.rows import change_rows
from api.db.unit_of_work import State, Transaction, transaction
from api.publishing import queries
from api.publishing.audit import revocations, standing, takedowns
from api.publishing.audit.chain import event_hash
from api.publishing.live import digest
from api.publishing.models import AuditEvent, Change, Counter, Document, Op
from api.runtime import change_signal
from api.runtime.canonical import Hashed

_PUT_BACK = (
    "the database is older than what was said of it here (was it put back?):"
    " the change feed has a new epoch, so that mirrors begin anew"
)
_CLOCKS = State(lambda tx: list[Callable[[], datetime]]())
_log = logging.getLogger(__name__)


class Doer(Protocol):
    """Whoever does something, and by what means."""

    @property
    def id(self) -> str:
        """An account's id, or a program's name."""

    @property
    def means(self) -> str:
        """By what they act."""


class Recorded(NamedTuple):
    """A change, and the hash of the public object before and after it, None where it is none."""

    document: Document
    change: Change
    before: str | None
    after: str | None


class Pending:
    """What this transaction will add to the log."""

    at: datetime

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.changes: list[Recorded] = []
        self.events: list[AuditEvent] = []
        self.needs_epoch = False
        tx.before_commit(self.write, is_last=True)

    def write(self) -> None:
        """Take the numbers and write the rows: the last thing before the commit."""
        seq, number, last_hash, epoch = self._take_numbers(len(self.changes), len(self.events))
        first = seq - len(self.changes)
        is_put_back = change_signal.has_said_more(epoch, first)
        if is_put_back and not self.needs_epoch:
            self.tx.after_commit(lambda: _log.warning(_PUT_BACK))
        if is_put_back or self.needs_epoch:
            epoch, number = self._renewed(epoch), number + 1
        clocks = _CLOCKS.of(self.tx)
        for offset, entry in enumerate(self.changes, start=1):
            entry.change.seq = first + offset
            entry.change.at = max([entry.change.at, *(clock() for clock in clocks)])
            self.tx.add(entry.change)
        digest.keep(self._moves())
        self._store_seqs()
        for offset, event in enumerate(self.events, start=1):
            event.number = number - len(self.events) + offset
            event.hash = last_hash = event_hash(last_hash, event)
            self.tx.add(event)
        change_rows(Counter, {"id": queries.COUNTER_ID}, {"audit_hash": last_hash})
        self.tx.after_commit(lambda: change_signal.announce(seq, epoch))
        self.tx.after_commit(lambda: takedowns.tell(entry.change for entry in self.changes))
        self.tx.after_commit(lambda: revocations.tell(self.events))

    def _renewed(self, epoch: str) -> str:
        """A new epoch, for a database that was put back: others have followed it further already.

        All that was said before was committed before under the lock that is held here.
        """
        renewed = token_hex(8)
        detail = {"from": epoch, "to": renewed}
        event = AuditEvent(
            actor="system", means="system", action="renew_epoch", at=self.at, detail=detail
        )
        self.events.append(event)
        self._take_numbers(0, 1)
        Counter.update(epoch=renewed).where(Counter.id == queries.COUNTER_ID).execute()
        return renewed

    def _take_numbers(self, changes: int, events: int) -> tuple[int, int, str, str]:
        sql = (
            'UPDATE "counter" SET "seq" = "seq" + ?, "audit_number" = "audit_number" + ?'
            ' WHERE "id" = ? RETURNING "seq", "audit_number", "audit_hash", "epoch"'
        )
        taken: tuple[int, int, str, str] = execute(
            sql, (changes, events, queries.COUNTER_ID)
        ).fetchone()
        return taken

    def _moves(self) -> Iterator[digest.Move]:
        """What each change does to the digest; the documents get their new numbers by the way."""
        for document, change, before, after in self.changes:
            old_seq, document.seq = document.seq, change.seq
            yield digest.Move(document, (old_seq, before), (change.seq, after))

    def _store_seqs(self) -> None:
        documents = [entry.document for entry in self.changes]
        rows = [
            (document.seq, document.is_visible, document.live_hash, stored_id(document.id))
            for document in documents
            if not self.tx.is_new(document)
        ]
        if rows:
            sql = (
                'UPDATE "document" SET "seq" = ?, "is_visible" = ?, "live_hash" = ? WHERE "id" = ?'
            )
            execute_many(sql, rows)


def record_change(document: Document, op: Op, at: datetime, whole: Hashed | None = None) -> None:
    """Say that the public object changed; delivery, feeds and caches follow this log.

    `whole` is the object that an upsert brings, as JSON.
    """
    with transaction() as tx:
        before, after = document.live_hash, None if whole is None else whole.hash
        document.is_visible, document.live_hash = op == Op.UPSERT, after
        change = Change(
            op=op,
            type=document.type,
            document=document.id,
            site=queries.slug_of_site(document),
            version=document.public_version or document.version,
            at=at,
            reason=document.reason,
            superseded_by=document.superseded_by,
        )
        _pending(tx, at).changes.append(Recorded(document, change, before, after))


def date_by(clock: Callable[[], datetime]) -> None:
    """Date the changes of this transaction when it is committed, and not when the work began.

    Else whoever read a feed meanwhile, and asks by its date again, never hears of them.
    """
    with transaction() as tx:
        _CLOCKS.of(tx).append(clock)


def record_event(
    actor: Doer,
    action: str,
    at: datetime,
    document: Document | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add to the audit chain: `actor` did `action`, to `document` where there is one.

    It is recorded after it was done, so that the event says how the document stands now.
    """
    with transaction() as tx:
        event = AuditEvent(
            actor=actor.id, means=actor.means, action=action, at=at, detail=dict(detail or {})
        )
        if document is not None:
            event.type, event.document = document.type, document.id
            event.site, event.version = document.site, document.version
            event.before, event.after = standing.moved(tx, document)
        _pending(tx, at).events.append(event)


def follow(at: datetime) -> None:
    """Tell this node where the log stands; one that was put back gets a new epoch first, once."""
    if change_signal.has_said_more(*queries.head()):
        with transaction() as tx:
            _pending(tx, at)  # It looks again, under the lock of the counter.
    change_signal.follow(queries.head)


def renew_epoch(at: datetime) -> None:
    """Begin a new epoch with this transaction: the database was put back."""
    with transaction() as tx:
        _pending(tx, at).needs_epoch = True


_PENDING = State(Pending)


def _pending(tx: Transaction, at: datetime) -> Pending:
    pending = _PENDING.of(tx)
    pending.at = at
    return pending
