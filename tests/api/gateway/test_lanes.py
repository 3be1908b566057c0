"""Requests that would wait in vain are refused at once, and health does not wait behind others."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from api.gateway import lanes
from api.gateway.rsgi import REFUSAL, Gateway
from api.runtime.errors import Unavailable
from tests.api.gateway.test_environ import Scope

Sent = list[tuple[int, list[tuple[str, str]]]]


class Protocol:
    """What granian gives an application to answer with."""

    def __init__(self, sent: Sent) -> None:
        self.response_empty = lambda status, headers: sent.append((status, headers))
        self.response_bytes = lambda status, headers, body: sent.append((status, headers))


class Stuck:
    """An application that answers nobody but health and refusals, until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        refusal = environ.get(REFUSAL)
        if refusal is not None:
            assert isinstance(refusal, Unavailable)
            start("503 Service Unavailable", list(refusal.headers.items()))
        else:
            if environ["PATH_INFO"] not in {"/healthz", "/v1/articles"}:
                self.go.wait(20)
            start("200 OK", [])
        return ()


def test_what_would_wait_in_vain_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MOST_WAITING", 6)
    app, sent = Stuck(), []
    gateway = Gateway(app, ready=lambda _: None, readdress=lambda _: None, refresh=lambda: None,
                      most_bytes=1_000)  # fmt: skip

    async def crowd() -> None:
        waiting = [asyncio.create_task(ask("/v1")) for _ in range(6)]
        await asyncio.sleep(0)
        await ask("/v1")
        await ask("/healthz")
        assert [status for status, _ in sent] == [503, 200]
        assert dict(sent[0][1])["Retry-After"]
        app.go.set()
        await asyncio.gather(*waiting)
        await ask("/v1")

    async def ask(path: str) -> None:
        await gateway.__rsgi__(Scope(path=path), Protocol(sent))

    asyncio.run(crowd())

    assert [status for status, _ in sent] == [503, *[200] * 8]


def test_writers_hold_no_thread_that_a_reader_could_have() -> None:
    app, sent = Stuck(), []
    gateway = Gateway(app, ready=lambda _: None, readdress=lambda _: None, refresh=lambda: None,
                      most_bytes=1_000)  # fmt: skip

    async def crowd() -> None:
        writers = [asyncio.create_task(ask("/authoring/v1/articles", "DELETE")) for _ in range(64)]
        await asyncio.sleep(0)
        await ask("/v1/articles")
        assert sent == [(200, [])]
        app.go.set()
        await asyncio.gather(*writers)

    async def ask(path: str, method: str = "GET") -> None:
        await asyncio.wait_for(
            gateway.__rsgi__(Scope(path=path, method=method), Protocol(sent)), timeout=20
        )

    asyncio.run(crowd())

    assert [status for status, _ in sent] == [200] * 65


def test_no_writer_waits_for_files_that_are_prepared() -> None:
    found = lanes.Lanes()

    of_files = {found.of(path, "POST") for path in lanes.FILES}

    assert len(of_files) == 1
    assert of_files.isdisjoint({found.of("/authoring/v1/articles", "POST"), found.of("/v1", "GET")})
    assert found.of("/authoring/v1/media", "GET") is found.of("/v1", "GET")
    assert found.of("/authoring/v1/media/1", "PATCH") is found.of("/authoring/v1/articles", "POST")
