"""Bodies that are too large are refused as early as that can be known."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.gateway.bodies import receive
from api.runtime.errors import PayloadTooLarge

MOST = 10


class Sender:
    """A client that sends pieces, and knows how many were taken."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            self.taken += 1
            yield piece


def received(sender: Sender, told: str | None) -> bytes:
    """The body that a client sends, who says that it is so long."""

    async def whole() -> bytes:
        with await receive(sender, told, MOST) as body:
            return body.read()

    return asyncio.run(whole())


@pytest.mark.parametrize("told", [str(MOST), None, "many"])
def test_a_body_of_the_largest_size_is_taken(told: str | None) -> None:
    assert received(Sender(b"12345", b"67890"), told) == b"1234567890"


def test_a_body_that_says_it_is_too_large_is_not_read_at_all() -> None:
    sender = Sender(b"12345", b"67890", b"1")

    with pytest.raises(PayloadTooLarge):
        received(sender, str(MOST + 1))

    assert sender.taken == 0


@pytest.mark.parametrize("told", [str(MOST), None])
def test_a_body_that_turns_out_too_large_is_read_no_further(told: str | None) -> None:
    sender = Sender(b"12345", b"67890", b"1", b"2")

    with pytest.raises(PayloadTooLarge):
        received(sender, told)

    assert sender.taken == 3
