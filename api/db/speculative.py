"""A transaction whose body runs before it begins, so that it keeps others waiting for less long.

What of its reading is `remembered` is read again at the beginning, and Moved is raised if anything
is another; what it reads in any other way must be of a kind that never changes. It cannot write.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from api.db.databases import db, execute, is_sqlite
from api.db.unit_of_work import Transaction, as_current

T = TypeVar("T")


class Moved(Exception):
    """What the body took for granted is so no more; nothing was kept."""


class SpeculativeTransaction(Transaction):
    """Gathers what a body does; `write` does it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_speculative = True
        self._at_first: list[Callable[[], None]] = []
        self._read: dict[object, tuple[Callable[[], Any], Any]] = {}

    def run(self, body: Callable[[], T]) -> T:
        """Run the body now, unable to write; whatever statement tries to raises DatabaseError."""
        with as_current(self), _reading_only():
            return body()

    def write(self) -> None:
        """The transaction itself. Raise Moved, or what a transaction raises, to no effect."""
        try:
            with as_current(self), db.atomic():
                self._begin()
                self.finish()
        except BaseException:
            self.rolled_back()
            raise
        self.committed()

    def _begin(self) -> None:
        for call in self._at_first:
            call()
        if any(make() != value for make, value in self._read.values()):
            raise Moved
        self.is_speculative = False

    def at_first(self, call: Callable[[], None]) -> None:
        """Run `call` when the transaction begins."""
        self._at_first.append(call)

    def _made(self, key: object, make: Callable[[], T]) -> T:
        # Once, and once more to see whether it is still so.
        value = make()
        self._read.setdefault(key, (make, value))
        return value


@contextmanager
def _reading_only() -> Iterator[None]:
    if is_sqlite():
        execute("PRAGMA query_only = 1")
        try:
            yield
        finally:
            execute("PRAGMA query_only = 0")
        return
    with db.atomic():
        execute("SET TRANSACTION READ ONLY")
        yield
