"""A request that was refused is let go at once: while it lives, its connection stays open."""

import asyncio
import gc
import weakref
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from api.gateway import bodies
from api.gateway.rsgi import REFUSAL, Gateway
from tests.api.gateway.test_environ import Headers, Scope

MOST = 1_000


class Protocol:
    """A client that has promised a body, sends `pieces` of it, and no more."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = [*pieces]
        self.said: list[int] = []

    def __aiter__(self) -> "Protocol":
        return self

    async def __anext__(self) -> bytes:
        if not self._pieces:
            await asyncio.Event().wait()
        return self._pieces.pop()

    def response_empty(self, status: int, headers: Any) -> None:
        self.said.append(status)


def refusing(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Raises what it is told to, out of a frame that knows it, and answers its status."""
    refusal = environ[REFUSAL]
    try:
        raise refusal
    except Exception as error:
        start(f"{error.status} Refused", [])  # type: ignore[attr-defined]
    return ()


@pytest.mark.parametrize(
    ("pieces", "status"), [((b'{"type"',), 408), ((b"x" * (MOST + 64_000),), 413)]
)
def test_f32_a_refused_request_is_held_by_nothing(
    monkeypatch: pytest.MonkeyPatch, pieces: tuple[bytes, ...], status: int
) -> None:
    monkeypatch.setattr(bodies, "SILENCE_SECONDS", 0.01)
    gateway = Gateway(refusing, ready=lambda _: None, readdress=lambda _: None,
                      refresh=lambda: None, most_bytes=MOST)  # fmt: skip
    headers = Headers([("transfer-encoding", "chunked")])
    gc.disable()
    try:
        protocol = Protocol(*pieces)
        said, held = protocol.said, weakref.ref(protocol)
        asyncio.run(gateway.__rsgi__(Scope(method="POST", headers=headers), protocol))
        del protocol

        assert said == [status]
        assert held() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("path", "status"), [("/v1/views", 413), ("/v1", 413), ("/authoring/v1/media", 200)]
)
def test_f32_a_reader_sends_nothing_large(path: str, status: int) -> None:
    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if REFUSAL in environ:
            return refusing(environ, start)
        start("200 OK", [])
        return ()

    gateway = Gateway(app, ready=lambda _: None, readdress=lambda _: None,
                      refresh=lambda: None, most_bytes=1_000_000)  # fmt: skip
    headers = Headers([("content-length", "64001")])
    protocol = Ended(bytes(64_001))

    asyncio.run(gateway.__rsgi__(Scope(method="POST", path=path, headers=headers), protocol))

    assert protocol.said == [status]


class Ended(Protocol):
    """A client that has sent all it promised."""

    async def __anext__(self) -> bytes:
        if not self._pieces:
            raise StopAsyncIteration
        return self._pieces.pop()
