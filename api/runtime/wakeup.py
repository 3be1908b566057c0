"""A wait that a signal may end.

An event's `set` takes the lock that the wait has now and then. A handler runs in the thread that it
interrupts: where that one has the lock, it would wait for itself for ever.
"""

from contextlib import suppress
from queue import Empty, SimpleQueue


class Wakeup:
    """Something to wait for, which a signal's handler may call: `put` is reentrant."""

    def __init__(self) -> None:
        self.was_called = False
        self._calls = SimpleQueue[None]()

    def call(self) -> None:
        """End the wait of now, else the next one."""
        self.was_called = True
        self._calls.put(None)

    def wait(self, seconds: float) -> None:
        """Wait for so long at most."""
        with suppress(Empty):
            self._calls.get(timeout=seconds)
