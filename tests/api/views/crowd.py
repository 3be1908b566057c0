"""Many clients at once, each on a connection of its own, that send one view after another."""

import selectors
import socket
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

from tests.api.views.beacons import CHROME

END = b"\r\n\r\n"
OWN = (b"x-request-id:", b"date:")
"""Headers in which every answer differs from every other."""
TIMEOUT_SECONDS = 30


def request(body: bytes, address: str, agent: str = CHROME) -> bytes:
    """A view as it comes from a proxy that has seen `address`."""
    return (
        b"POST /v1/views HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
        b"User-Agent: %s\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n%s"
        % (agent.encode(), address.encode(), len(body), body)
    )


def send(
    url: str,
    scripts: Iterable[Sequence[bytes]],
    between: Callable[[int], None] = lambda answered: None,
) -> list[list[bytes]]:
    """What each client was answered, up to the first request of its script that had no answer.

    `between` is told now and then how many answers there are, and may hold all of them up.
    """
    parts = urlsplit(url)
    place = (parts.hostname or "", parts.port or 80)
    with selectors.DefaultSelector() as ready:
        clients = [_Client(ready, place, script) for script in scripts]
        while ready.get_map():
            answered = ready.select(TIMEOUT_SECONDS)
            assert answered, "nobody was answered for a long time"
            for key, _events in answered:
                key.data.go_on()
            between(sum(len(client.answers) for client in clients))
    return [client.answers for client in clients]


class _Client:
    def __init__(
        self, ready: selectors.BaseSelector, place: tuple[str, int], script: Sequence[bytes]
    ) -> None:
        self.answers: list[bytes] = []
        self._left = iter(script)
        self._got = b""
        self._ready = ready
        try:
            self._socket = socket.create_connection(place, TIMEOUT_SECONDS)
        except OSError:
            return
        ready.register(self._socket, selectors.EVENT_READ, self)
        self._next()

    def go_on(self) -> None:
        try:
            data = self._socket.recv(65_536)
        except OSError:
            data = b""
        self._got += data
        if not data:
            self._end()
        elif self._got.endswith(END):
            self.answers.append(self._got)
            self._got = b""
            self._next()

    def _next(self) -> None:
        try:
            self._socket.sendall(next(self._left))
        except (OSError, StopIteration):
            self._end()

    def _end(self) -> None:
        self._ready.unregister(self._socket)
        self._socket.close()


def statuses(answers: Iterable[Iterable[bytes]]) -> set[int]:
    """Every status that was answered."""
    return {int(answer.split(b" ", 2)[1]) for client in answers for answer in client}


def plain(answer: bytes) -> bytes:
    """An answer without what differs from each to the next."""
    lines = answer.split(b"\r\n")
    return b"\r\n".join(line for line in lines if not line.lower().startswith(OWN))
