"""Takes a request's body in, outside of the threads that answer; nobody can hold those by sending.

The deadline is for silence or for progress, not for the whole: who is slow is served. What is large
goes to a temporary file, so that many slow senders take no memory.
"""

import asyncio
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from api.runtime.errors import PayloadTooLarge, RequestTimeout

SILENCE_SECONDS = 30.0


class Pace(NamedTuple):
    """How long a client may take for the next so many bytes."""

    least: int
    seconds: float


OF_FILES = Pace(40_000, 20.0)
"""2 KB/s: a 20 MB photo at less would take hours, and is begun anew on a better line."""
_IN_MEMORY = 64_000


async def receive(
    protocol: Any, length: str | None, most: int, pace: Pace | None = None
) -> IO[bytes]:
    """The body of at most `most` bytes, `length` being its Content-Length.

    PayloadTooLarge before a byte is read where that is said, else at the first one too many;
    RequestTimeout once the client has been silent for too long, or has fallen behind `pace`.
    """
    pace = pace or Pace(1, SILENCE_SECONDS)
    if length is not None and length.isdecimal() and int(length) > most:
        raise PayloadTooLarge
    with ExitStack() as refused:
        body: IO[bytes] = refused.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))
        pieces, size, due = aiter(protocol), 0, _Due(pace)
        while (piece := await _next(pieces, due.at)) is not None:
            size += len(piece)
            due.note(len(piece))
            if size > most:
                raise PayloadTooLarge
            body.write(piece)
        body.seek(0)
        refused.pop_all()  # It is the request's own from here on.
    return body


class _Due:
    """When the next bytes of a pace must all have come."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._begin()

    def note(self, size: int) -> None:
        """So many bytes came."""
        self._missing -= size
        if self._missing <= 0:
            self._begin()

    def _begin(self) -> None:
        self._missing = self._pace.least
        self.at = asyncio.get_running_loop().time() + self._pace.seconds


async def _next(pieces: Any, due_at: float) -> bytes | None:
    try:
        # `wait_for` would leave a task that knows the request by way of its own error.
        async with asyncio.timeout_at(due_at):
            piece: bytes = await anext(pieces)
        return piece
    except StopAsyncIteration:
        return None
    except TimeoutError as error:
        raise RequestTimeout from error
