"""The time that an answer of somebody else's server may take in all, however steadily it drips."""

import socket
import threading
from contextlib import suppress


class Deadline:
    """Cuts the connection of the moment once the time is over."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._connection: socket.socket | None = None
        self.is_over = False

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def cuts(self, connection: socket.socket) -> None:
        """From now on it is this one; one that comes too late is cut at once."""
        self._connection = connection
        if self.is_over:
            self._cut()

    def _cut(self) -> None:
        self.is_over = True
        if self._connection is not None:
            with suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
