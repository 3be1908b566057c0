"""Takes a request's body in, outside of the threads that answer; nobody can hold those by sending.

The deadline is for silence, not for the whole: who is slow is served. What is large goes to a
temporary file, so that many slow senders take no memory.
"""

import asyncio
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from api.runtime.errors import PayloadTooLarge, RequestTimeout

SILENCE_SECONDS = 30.0
_IN_MEMORY = 64_000


async def receive(protocol: Any, told: str | None, most: int) -> IO[bytes]:
    """The body of at most `most` bytes, `told` being its Content-Length.

    PayloadTooLarge before a byte is read where that is said, else at the first one too many;
    RequestTimeout once the client has been silent for too long.
    """
    if told is not None and told.isdecimal() and int(told) > most:
        raise PayloadTooLarge
    with ExitStack() as refused:
        body: IO[bytes] = refused.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))
        pieces, size = aiter(protocol), 0
        while (piece := await _next(pieces)) is not None:
            size += len(piece)
            if size > most:
                raise PayloadTooLarge
            body.write(piece)
        body.seek(0)
        refused.pop_all()  # It is the request's own from here on.
    return body


async def _next(pieces: Any) -> bytes | None:
    try:
        # `wait_for` would leave a task that knows the request by way of its own error.
        async with asyncio.timeout(SILENCE_SECONDS):
            piece: bytes = await anext(pieces)
        return piece
    except StopAsyncIteration:
        return None
    except TimeoutError as error:
        raise RequestTimeout from error
