"""Bodies that are too large are refused as early as that can be known."""

import asyncio
import selectors
from collections.abc import AsyncIterator

import pytest

from api.gateway.bodies import OF_FILES, Pace, receive
from api.runtime.errors import PayloadTooLarge, RequestTimeout

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


class Hurry(selectors.SelectSelector):
    """Waits for nothing: what would take a while is over at once, and the clock has moved on."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        self.passed += 0 if ready else timeout or 0
        return ready


class Hours(asyncio.SelectorEventLoop):
    """A loop in which hours pass in no time."""

    def __init__(self) -> None:
        self.hurry = Hurry()
        super().__init__(self.hurry)

    def time(self) -> float:
        return super().time() + self.hurry.passed


async def slow(pieces: int, size: int, seconds: float) -> AsyncIterator[bytes]:
    """So many pieces of so many bytes, one each so many seconds."""
    for _ in range(pieces):
        await asyncio.sleep(seconds)
        yield b"x" * size


def sent(sender: AsyncIterator[bytes], pace: Pace | None) -> tuple[int, float]:
    """How many bytes have come, or -1, and after how many seconds."""

    async def whole() -> tuple[int, float]:
        loop = asyncio.get_running_loop()
        began, size = loop.time(), -1
        try:
            with await receive(sender, None, 25_000_000, pace) as body:
                size = len(body.read())
        except RequestTimeout:
            pass
        return size, round(loop.time() - began)

    with asyncio.Runner(loop_factory=Hours) as runner:
        return runner.run(whole())


def test_f32_twenty_megabytes_arrive_at_fifty_kilobytes_a_second() -> None:
    assert sent(slow(400, 50_000, 1), OF_FILES) == (20_000_000, 400)


@pytest.mark.parametrize(
    ("size", "seconds", "arrives"),
    [(2_200, 1, True), (1_900, 1, False), (1, 1, False), (41_000, 19, True), (100, 30, False)],
)
def test_f32_a_file_at_less_than_two_kilobytes_a_second_is_cut_off(
    size: int, seconds: int, arrives: bool
) -> None:
    came, after = sent(slow(100, size, seconds), OF_FILES)

    assert (came, after) == ((100 * size, 100 * seconds) if arrives else (-1, 20))


def test_f32_a_file_that_came_quickly_and_stops_is_cut_off() -> None:
    async def stops() -> AsyncIterator[bytes]:
        yield b"x" * 1_000_000
        await asyncio.sleep(21)
        yield b"x"

    assert sent(stops(), OF_FILES) == (-1, 20)


@pytest.mark.parametrize(("seconds", "arrives"), [(29, True), (31, False)])
def test_f32_words_may_come_as_slowly_as_they_like_but_never_stop(
    seconds: int, arrives: bool
) -> None:
    assert sent(slow(5, 1, seconds), None) == ((5, 5 * seconds) if arrives else (-1, 30))
