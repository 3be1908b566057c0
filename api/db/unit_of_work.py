"""The unit of work: the one transaction that every write goes through.

`with transaction() as tx:` begins it, or joins the one that this thread is in already, so that
commands may be made of commands. It commits when the outermost body ends well; if any part raises,
none of it is kept, even where somebody caught that and went on (PartlyFailed).

- **New rows wait.** `tx.add(row)` keeps a row back; all are inserted at the end, each table in one
  statement, so that importing five hundred articles costs about as many statements as publishing
  one. Until then `tx.is_new(row)`, and the row may be changed in place.
- **Three hooks.** `before_commit`: inside the transaction, once the body has ended well; there the
  log takes its numbers, last of all, because they are given in the order of commits.
  `after_commit`: it is durable now; caches may be told. `after_rollback`: undo what is no row.
- **State.** What a feature gathers during a transaction is a `State`, made when first asked for and
  gone with it. What a function has read is read once in a transaction if it is `remembered`, until
  somebody calls `forget()`, because what others embed has changed.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial, wraps
from typing import Any, Generic, TypeVar, TypeVarTuple

import peewee

from api.db.databases import db, insert, is_sqlite
from api.runtime.runtime import Part

_log = logging.getLogger(__name__)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class PartlyFailed(RuntimeError):
    """A part of the transaction failed and somebody went on: none of it may be kept."""


class Transaction:
    """One unit of work: its new rows, its hooks, its state."""

    def __init__(self) -> None:
        self._rows: dict[type[peewee.Model], dict[int, peewee.Model]] = {}
        self._before_commit: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], None]] = []
        self._after_rollback: list[Callable[[], None]] = []
        self._memo: dict[object, Any] = {}
        self._states: dict[object, Any] = {}
        self._last: Callable[[], None] | None = None
        self._is_broken = False
        self.is_speculative = False
        """Whether it runs before it begins (see `speculative.py`): it can hold nothing yet."""

    def add(self, row: peewee.Model) -> None:
        """Insert `row` at the end; until then it may still be changed in place."""
        self._rows.setdefault(type(row), {})[id(row)] = row

    def is_new(self, row: peewee.Model) -> bool:
        """Whether `row` waits here to be inserted, so that nobody else can have seen it."""
        return id(row) in self._rows.get(type(row), {})

    def discard(self, row: peewee.Model) -> None:
        """Do not insert `row` after all."""
        self._rows.get(type(row), {}).pop(id(row), None)

    def at_first(self, call: Callable[[], None]) -> None:
        """Run `call` at the beginning: now, unless the body runs ahead of that."""
        call()

    def before_commit(self, call: Callable[[], None], *, is_last: bool = False) -> None:
        """Run `call` when the body has ended well, inside the transaction; one may be the last."""
        if is_last:
            self._last = call
        else:
            self._before_commit.append(call)

    def after_commit(self, call: Callable[[], None]) -> None:
        """Run `call` once the transaction is durable."""
        self._after_commit.append(call)

    def after_rollback(self, call: Callable[[], None]) -> None:
        """Run `call` when nothing of the transaction is kept: to undo what is no row."""
        self._after_rollback.append(call)

    def __enter__(self) -> "Transaction":
        """Join it: what is nested in a transaction is a part of it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """When a part fails, the whole must."""
        self._is_broken = self._is_broken or kind is not None

    def memo(self, key: object, make: Callable[[], T]) -> T:
        """`make()`, once in this transaction for each `key`."""
        if key not in self._memo:
            self._memo[key] = self._made(key, make)
        value: T = self._memo[key]
        return value

    def _made(self, _key: object, make: Callable[[], T]) -> T:
        return make()

    def forget(self) -> None:
        """Drop what `memo` keeps: something that others embed has changed."""
        self._memo.clear()

    def finish(self) -> None:
        """Do all that waits for the end of the body."""
        if self._is_broken:
            raise PartlyFailed
        for call in self._before_commit:
            call()
        if self._last is not None:
            self._last()
        self.write_rows()

    def write_rows(self) -> None:
        """Insert now what waits: something is about to change or delete it by a statement."""
        waiting, self._rows = self._rows, {}
        # What others refer to comes first, whichever was added first.
        for model in peewee.sort_models(list(waiting)):  # type: ignore[attr-defined]
            insert(model, list(waiting[model].values()))

    def committed(self) -> None:
        """Tell all who waited for the commit; then raise what the first of them raised."""
        failures = _run(self._after_commit)
        if failures:
            raise failures[0]

    def rolled_back(self) -> None:
        """Tell those who must undo something; the failure that led here is the one to be told."""
        _run(self._after_rollback)


class State(Generic[T]):
    """What a feature gathers in each transaction; `make` begins it, and may set hooks."""

    def __init__(self, make: Callable[[Transaction], T]) -> None:
        self._make = make

    def of(self, tx: Transaction) -> T:
        """That of this transaction, made when first asked for."""
        if self not in tx._states:
            tx._states[self] = self._make(tx)
        value: T = tx._states[self]
        return value


def _run(calls: list[Callable[[], None]]) -> list[Exception]:
    failures = []
    for call in calls:
        try:
            call()
        except Exception as failure:
            _log.exception("something was not done after the end of a transaction")
            failures.append(failure)
    return failures


_thread = Part(threading.local)


def current() -> Transaction | None:
    """The transaction this thread is in."""
    return getattr(_thread.get(), "transaction", None)


def remembered(read: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """The same function, which inside a transaction reads only once for the same arguments."""

    @wraps(read)
    def once(*args: *Ts) -> T:
        tx = current()
        return read(*args) if tx is None else tx.memo((read, args), partial(read, *args))

    return once


def forget() -> None:
    """Ask again for what is `remembered`: something that others embed has changed."""
    tx = current()
    if tx is not None:
        tx.forget()


def transaction() -> AbstractContextManager[Transaction]:
    """One transaction; a nested one joins it. Writers on SQLite queue up at its beginning."""
    return current() or _outermost()


@contextmanager
def _outermost() -> Iterator[Transaction]:
    own = Transaction()
    try:
        with as_current(own), db.atomic():
            yield own
            own.finish()
    except BaseException:
        own.rolled_back()
        raise
    own.committed()


@contextmanager
def as_current(own: Transaction) -> Iterator[None]:
    """Let this thread be in a transaction."""
    thread = _thread.get()
    thread.transaction = own
    try:
        yield
    finally:
        thread.transaction = None


@contextmanager
def snapshot() -> Iterator[None]:
    """Let several reads see one moment, whatever is written meanwhile. Inside, nothing writes."""
    if is_sqlite():
        with db.atomic("DEFERRED"):
            yield
        return
    with db.atomic():
        db.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
