"""What a program keeps in memory of its installation: of its own for each application.

Each layer declares its part where it stands. A request runs within the runtime of its application
(`Runtime.entered`); so do the jobs and threads that it begins. All else runs in the runtime that
was begun last: that of the process, where there is one application alone, as almost everywhere.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakSet, finalize

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Runtime:
    """The parts of one application, each made when it is first asked for."""

    def __init__(self) -> None:
        self._parts: dict[Part[Any], Any] = {}
        self._end = finalize(self, _close, self._parts)
        self._end.atexit = False
        _alive.add(self)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Let what runs inside be of this application."""
        token = _entered.set(self)
        try:
            yield
        finally:
            _entered.reset(token)

    def bound(self, call: Callable[P, R]) -> Callable[P, R]:
        """`call`, as a part of this application whoever calls it."""

        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            token = _entered.set(self)
            try:
                return call(*args, **kwargs)
            finally:
                _entered.reset(token)

        return run

    def close(self) -> None:
        """Give back what its parts hold open; that is done too when nobody knows it any more."""
        self._end()


class Part(Generic[T]):
    """One thing that each runtime has of its own."""

    def __init__(self, make: Callable[[], T], close: Callable[[Any], object] | None = None) -> None:
        self._make = make
        self._close = close

    def close(self, value: T) -> None:
        """Give back what a value holds open, if it holds anything."""
        if self._close is not None and value is not None:
            self._close(value)

    def get(self) -> T:
        """That of the current runtime."""
        # Asked for tens of times in a request: what `current` does, without the call.
        parts = (_entered.get() or _of_process)._parts
        try:
            value: T = parts[self]
        except KeyError:
            value = self._made(parts)
        return value

    def _made(self, parts: dict["Part[Any]", Any]) -> T:
        # Of two threads that ask at once, one makes it; what it needs for that it may ask for.
        with _making:
            if self not in parts:
                parts[self] = self._make()
            value: T = parts[self]
            return value

    def set(self, value: T) -> None:
        """Let the current runtime have this one."""
        current()._parts[self] = value


def _close(parts: dict[Part[Any], Any]) -> None:
    for part, value in parts.items():
        part.close(value)


def nothing() -> None:
    """How a part begins that somebody has to set."""


_making = RLock()
_alive: WeakSet[Runtime] = WeakSet()
_entered: ContextVar[Runtime | None] = ContextVar("runtime", default=None)
_of_process = Runtime()


def current() -> Runtime:
    """The runtime that the caller runs in."""
    return _entered.get() or _of_process


def begin() -> Runtime:
    """A new runtime, which is that of the process from now on."""
    global _of_process
    _of_process = Runtime()
    return _of_process


def alive() -> list[Runtime]:
    """Every runtime of this process."""
    return list(_alive)
