"""Many clients at once, each on a connection of its own, that send one view after another."""

import asyncio
import contextlib
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from tests.api.viewcounts.beacons import CHROME

END = b"\r\n\r\n"
OWN = (b"x-request-id:", b"date:")
"""Headers in which every answer differs from every other."""
TIMEOUT_SECONDS = 30


def request(body: bytes, address: str, agent: str = CHROME) -> bytes:
    """A view as it comes from a proxy that has seen `address`."""
    return (
        b"POST /v1/views HTTP/1.1\r\nHost: portal.test\r\nContent-Type: text/plain\r\n"
        b"User-Agent: %s\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n%s"
        % (agent.encode(), address.encode(), len(body), body)
    )


def send(url: str, scripts: Iterable[Sequence[bytes]]) -> list[list[bytes]]:
    """What each client was answered, up to the first request of its script that had no answer."""

    async def all_of_them() -> list[list[bytes]]:
        return await asyncio.gather(*(_client(url, each) for each in scripts))

    return asyncio.run(all_of_them())


def statuses(answers: Iterable[Iterable[bytes]]) -> set[int]:
    """Every status that was answered."""
    return {int(answer.split(b" ", 2)[1]) for client in answers for answer in client}


def plain(answer: bytes) -> bytes:
    """An answer without what differs from each to the next."""
    lines = answer.split(b"\r\n")
    return b"\r\n".join(line for line in lines if not line.lower().startswith(OWN))


async def _client(url: str, script: Sequence[bytes]) -> list[bytes]:
    parts = urlsplit(url)
    answers: list[bytes] = []
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        with contextlib.closing(writer):
            for each in script:
                writer.write(each)
                answers.append(await asyncio.wait_for(reader.readuntil(END), TIMEOUT_SECONDS))
    return answers
