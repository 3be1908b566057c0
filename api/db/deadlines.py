"""How long a request waits for the database; work that nobody waits for has no such limits.

Migrations, imports, the ticker and commands run outside of `request`.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import peewee

_PROBE_PAUSE = 0.1
"""So many seconds after a probe without an answer nobody begins another one."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Scope:
    """One request: what it may spend, in seconds, and how it fares.

    The database itself ends a statement after `statement` of them (0: never); we drop a connection
    that is silent for `answer`.
    """

    statement: int
    answer: float
    connect: float = 1.0
    is_refused: bool = False
    """Whether it has waited in vain already, so that it waits no more."""
    is_outdated: bool = False
    """Whether it is answered with what was kept from before an outage."""


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope | None:
    """The request that is being answered here."""
    return _current.get()


@contextmanager
def request() -> Iterator[Scope]:
    """Answer a request; one inside of another is a part of it."""
    scope = _current.get() or Scope(statement=5, answer=6.0)
    with _within(scope):
        yield scope


@contextmanager
def long_request() -> Iterator[None]:
    """Do what rightly takes long within a request; only a server that is gone ends it."""
    with _within(_current.get() and Scope(statement=0, answer=120.0)):
        yield


@contextmanager
def probe() -> Iterator[None]:
    """Find out whether the database answers."""
    with _within(Scope(statement=5, answer=1.0)):
        yield


@contextmanager
def _within(scope: Scope | None) -> Iterator[None]:
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


class DatabaseSilent(peewee.OperationalError):
    """The database is known not to answer, so nobody waits for it."""


def driver_error(error: BaseException) -> BaseException:
    """What the driver raised of which peewee has made `error`, twice where it was connecting."""
    cause = getattr(error, "orig", None)
    return error if cause is None else driver_error(cause)


class Breaker:
    """A circuit breaker: while it is open, one request at a time probes the database.

    All others are refused at once, and once a probe is answered all are let through again.
    `probe` tells whether the database answers, be it with a refusal.
    """

    def __init__(self, probe: Callable[[], bool]) -> None:
        self.is_open = False
        self._probe = probe
        self._probing = threading.Lock()
        self._next_probe_at = 0.0

    def open(self) -> None:
        """Somebody has waited for an answer in vain."""
        scope = _current.get()
        if scope is not None:
            scope.is_refused = True
            if not self.is_open:
                _log.error(
                    "the database does not answer; requests do not wait for it until it does"
                )
            self.is_open = True

    def check(self) -> None:
        """Raise DatabaseSilent in a request, unless the database answers again."""
        scope = _current.get()
        if scope is None:
            return
        if not scope.is_refused and time.monotonic() >= self._next_probe_at:
            self._try_to_close()
        if self.is_open:
            scope.is_refused = True
            raise DatabaseSilent("timeout: the database does not answer")

    def _try_to_close(self) -> None:
        if not self._probing.acquire(blocking=False):
            return
        try:
            if self.is_open and self._probe():
                self.is_open = False
                _log.warning("the database answers again")
            else:
                self._next_probe_at = time.monotonic() + _PROBE_PAUSE
        finally:
            self._probing.release()


class LimitedDatabase(peewee.Database):
    """Comes before a kind of peewee's databases: no request waits for one that is silent."""

    _state: Any
    silence: tuple[type[Exception], ...] = ()
    """The driver's errors by which a statement tells that it has waited in vain."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.breaker = Breaker(self._answers)
        super().__init__(*args, **options)

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """Execute a statement; DatabaseSilent when that is known to be in vain."""
        if self.breaker.is_open and not self._state.transactions:
            self.breaker.check()
        try:
            return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]
        except peewee.OperationalError as error:
            if isinstance(driver_error(error), self.silence):
                self.breaker.open()
            raise

    def begin(self, *args: Any, **options: Any) -> None:
        """Begin a transaction; DatabaseSilent when that is known to be in vain."""
        if self.breaker.is_open:
            self.breaker.check()
        super().begin(*args, **options)

    def _answers(self) -> bool:
        raise NotImplementedError
