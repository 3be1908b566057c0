"""The one transaction that every write goes through, with what it does at its end."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

import peewee

from api.db.databases import db, insert, is_sqlite
from api.runtime.runtime import Part

_log = logging.getLogger(__name__)
T = TypeVar("T")


class PartlyFailed(RuntimeError):
    """A part of the transaction failed and somebody went on: none of it may be kept."""


class Transaction:
    """What one transaction will do at its end: the rows it inserts, and who wants to be told.

    New rows are kept back and written together, each table in one statement, so that importing
    five hundred articles costs about as many statements as publishing one.
    """

    def __init__(self) -> None:
        self._rows: dict[type[peewee.Model], dict[int, peewee.Model]] = {}
        self._before_commit: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], None]] = []
        self._after_rollback: list[Callable[[], None]] = []
        self._memo: dict[object, Any] = {}
        self._kept: dict[object, Any] = {}
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

    def before_commit(self, call: Callable[[], None]) -> None:
        """Run `call` when the body has ended well, inside the transaction."""
        self._before_commit.append(call)

    def at_last(self, call: Callable[[], None]) -> None:
        """Run `call` after all of `before_commit`: the place of the counter that orders commits."""
        self._last = call

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

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """The object this transaction keeps under `key`, made when first asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        value: T = self._kept[key]
        return value

    def kept(self, key: object) -> Any:
        """What `keep` made under `key`, else None."""
        return self._kept.get(key)

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


def remember(key: object, make: Callable[[], T]) -> T:
    """`make()`; inside a transaction only once for each `key`."""
    tx = current()
    return make() if tx is None else tx.memo(key, make)


def forget() -> None:
    """Ask again for what `remember` keeps: something that others embed has changed."""
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
