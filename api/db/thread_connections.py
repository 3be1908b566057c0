"""Gives each thread a connection of its own; when the thread ends, a living one closes it.

A native thread of a server drops its thread-local values when it can run Python no more. A
connection of APSW calls back into Python while it closes: destroyed there, it ends the process.
"""

import logging
from contextlib import nullcontext
from typing import Any
from weakref import ref

import peewee

_log = logging.getLogger(__name__)


class ThreadConnections(peewee.Database):
    """Comes before a kind of peewee's databases and owns their connections."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._owned: _Owned = {}
        super().__init__(*args, **options)
        self._state = _State(self._owned)
        # Each thread changes its own state only, so nobody waits while another one connects.
        self._lock = nullcontext()

    def close(self) -> bool:
        """Close this thread's connection, and those whose threads have ended."""
        try:
            was_open: bool = super().close()
        finally:
            self._close_abandoned()
        return was_open

    def _connect(self) -> Any:
        self._close_abandoned()
        return super()._connect()  # type: ignore[misc]

    def _close_abandoned(self) -> None:
        for holder in [holder for holder in list(self._owned) if holder() is None]:
            # Several threads may be at it: only one gets each connection.
            connection = self._owned.pop(holder, None)
            try:
                if connection is not None:
                    connection.close()
            except Exception as error:
                _log.warning("a connection whose thread has ended was not closed: %s", error)


class _Holder:
    """Is referred to by one thread alone, so that it is gone once the thread is.

    Numbers of threads are given again to later ones; this is not.
    """

    __slots__ = ("__weakref__",)


_Owned = dict[ref[_Holder], Any]


class _State(peewee._ConnectionLocal):
    """What peewee knows of this thread's connection; the reference that keeps it open is `owned`'s.

    All of it is thread-local: a new thread knows nothing of another's transaction.
    """

    def __init__(self, owned: _Owned) -> None:
        self._owned = owned
        self._holder: _Holder | None = None
        super().__init__()

    def set_connection(self, connection: Any) -> None:
        super().set_connection(connection)
        self._holder = holder = _Holder()
        self._owned[ref(holder)] = connection

    def reset(self) -> None:
        super().reset()
        self._holder = None
