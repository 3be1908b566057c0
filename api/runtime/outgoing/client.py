"""The one client that asks a stranger's server on somebody's word: for a file, or with a message.

It connects to the address that was checked, follows a redirect only by checking its target alike,
knows no proxy, and ends at a size and a time, however steadily an answer drips.
"""

import http.client
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from api.runtime.outgoing.addresses import PORT, Place, Refused, Resolve, look_up, place_of
from api.runtime.outgoing.deadline import Deadline
from api.runtime.version import VERSION

SECONDS = 10.0
"""So long all of it may take."""
MOST_BYTES = 5_000_000
MOST_REDIRECTS = 3
_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 64_000
_SECONDS_OF = re.compile("[0-9]{1,6}", re.ASCII)

Connect = Callable[[tuple[str, int], float], socket.socket]


class NoAnswer(Exception):
    """The server gave no file: it is away, too slow, or says no."""


class TooLong(Exception):
    """The file is longer than what is taken."""


class Fetched(NamedTuple):
    """A file, and what its address calls it."""

    data: bytes
    name: str


class Taken(NamedTuple):
    """What a server says to a message: a status, and after how many seconds to try again."""

    status: int
    wait: int


@dataclass(frozen=True)
class Client:
    """Asks for files, and hands over; who tests it hands in another DNS and the wires."""

    resolve: Resolve = look_up
    connect: Connect = socket.create_connection
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS
    most: int = MOST_BYTES

    def fetch(self, url: str) -> Fetched:
        """The file at a URL; Refused for an address that is not asked, NoAnswer, TooLong."""
        with Deadline(self.seconds) as deadline:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._ask(place_of(url, self.resolve), deadline)
                if deadline.is_over:
                    raise NoAnswer  # What was cut off may look like all of it.
                if isinstance(answer, bytes):
                    return Fetched(answer, _name_in(url))
                url = urljoin(url, answer)
        raise NoAnswer

    def post(self, url: str, message: bytes, headers: Mapping[str, str]) -> Taken:
        """What the server of a URL says to a message, which is sent nowhere else; else Refused or
        NoAnswer.
        """
        place = place_of(url, self.resolve)
        with Deadline(self.seconds) as deadline, self._connected(place, deadline) as connection:
            connection.request("POST", place.target, message, {**_OURS, **headers})
            answer = connection.getresponse()
            wait = answer.headers.get("Retry-After", "")
            return Taken(answer.status, int(wait) if _SECONDS_OF.fullmatch(wait) else 0)

    def _ask(self, place: Place, deadline: Deadline) -> bytes | str:
        """The bytes that a place answers with, or where it says that they are."""
        with self._connected(place, deadline) as connection:
            connection.request("GET", place.target, headers={**_OURS, **_FILES})
            return self._read(connection.getresponse())

    def _read(self, answer: http.client.HTTPResponse) -> bytes | str:
        if answer.status in _REDIRECTS:
            return answer.headers.get("Location") or ""
        if answer.status != 200 or answer.headers.get("Content-Encoding", "identity") != "identity":
            raise NoAnswer
        data = bytearray()
        while piece := answer.read(_PIECE):
            data += piece
            if len(data) > self.most:
                raise TooLong
        if answer.length:
            raise NoAnswer  # The connection ended before the file did.
        return bytes(data)

    @contextmanager
    def _connected(self, place: Place, deadline: Deadline) -> Iterator[http.client.HTTPSConnection]:
        # Without a context it makes one of its own, and reads all authorities of the system for it.
        connection = http.client.HTTPSConnection(place.host, PORT, context=self.context)
        try:
            with self.connect((place.addresses[0], PORT), self.seconds) as bare:
                deadline.cuts(bare)
                with self.context.wrap_socket(bare, server_hostname=place.host) as secured:
                    deadline.cuts(secured)
                    connection.sock = secured
                    yield connection
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer from error


_OURS = {"Connection": "close", "User-Agent": f"congxa/{VERSION}"}
_FILES = {"Accept": "image/*, application/pdf", "Accept-Encoding": "identity"}


def _name_in(url: str) -> str:
    """What a file is called by the last part of its path."""
    return unquote(urlsplit(url).path.rpartition("/")[2]) or "file"


__all__ = ["Client", "Fetched", "NoAnswer", "Refused", "Taken", "TooLong"]
