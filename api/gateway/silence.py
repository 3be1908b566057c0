"""Cuts connections whose client takes nothing of what it asked for, however that is sent.

The HTTP server has no deadline for writing, so a thread asks the kernel now and then how much of
each connection was acknowledged. Who takes anything at all is served. Linux alone tells that;
elsewhere a proxy in front has to do it.
"""

import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

SILENCE_SECONDS = 30.0
_LOOK_SECONDS = 5.0
# Where struct tcp_info of linux/tcp.h holds what was sent and not acknowledged (segments), the
# bytes that were acknowledged, and those that were not sent yet.
_UNACKED, _ACKED, _UNSENT = 24, 120, 144
_INFO_BYTES = 148


class Connection(NamedTuple):
    """One connection, and how many bytes its client has taken."""

    fd: int
    peer: object
    taken: int


class Watch:
    """Looks at the connections of this process that came in at `port`."""

    def __init__(self, port: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._port = port
        self._seconds = seconds
        self._silent_since: dict[Connection, float] = {}

    def start(self) -> None:
        """Look again and again, in a thread of its own."""
        if sys.platform == "linux":
            threading.Thread(target=self._run, name="silence", daemon=True).start()

    def look(self) -> int:
        """Cut whoever has been silent for too long; how many that were."""
        now = self._seconds()
        # Whoever took something is another key here, whose time begins anew.
        self._silent_since = {
            connection: self._silent_since.get(connection, now) for connection in _owed(self._port)
        }
        late = [x for x, since in self._silent_since.items() if now - since >= SILENCE_SECONDS]
        return sum(map(cut, late))

    def _run(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            self.look()


def _owed(port: int) -> Iterator[Connection]:
    """The connections at `port` for which something waits that was not taken yet."""
    for name in os.listdir("/proc/self/fd"):
        # What is no connection, or not any more, is refused by one of these calls.
        with suppress(OSError), _borrowed(int(name)) as borrowed:
            if borrowed.type != socket.SOCK_STREAM or borrowed.getsockname()[1:2] != (port,):
                continue
            peer, info = (
                borrowed.getpeername(),
                borrowed.getsockopt(socket.SOL_TCP, socket.TCP_INFO, 256),
            )
            if len(info) >= _INFO_BYTES and (_number(info, _UNACKED) or _number(info, _UNSENT)):
                yield Connection(int(name), peer, struct.unpack_from("=Q", info, _ACKED)[0])


def _number(info: bytes, at: int) -> int:
    return int(struct.unpack_from("=I", info, at)[0])


def cut(late: Connection) -> bool:
    """End a connection, unless its descriptor has become another's meanwhile."""
    with suppress(OSError), socket.socket(fileno=os.dup(late.fd)) as connection:
        if connection.getpeername() == late.peer:
            connection.shutdown(socket.SHUT_RDWR)
            return True
    return False


@contextmanager
def _borrowed(fd: int) -> Iterator[socket.socket]:
    """A descriptor of the HTTP server's as a socket that is not closed with it; else OSError."""
    borrowed = socket.socket(fileno=fd)
    try:
        yield borrowed
    finally:
        borrowed.detach()
