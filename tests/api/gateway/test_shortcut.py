"""Only a request that brings a body wakes the event loop: all else is answered without it."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from granian import _futures

from api.cache.responses import Answer
from api.gateway import lanes, shortcut
from api.gateway.rsgi import Gateway
from tests.api.gateway.test_environ import Headers, Scope

READY = Answer("200 OK", [("Content-Length", "2")], (b"{}",))
BODY = Headers([("content-length", "2")])


class Watcher:
    """One request, as granian hands it to what schedules it."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.proto = scope, self
        self.heard: list[Any] = []
        self.is_over = threading.Event()

    def response_bytes(self, *answer: Any) -> None:
        self.heard.append(answer)

    def err(self, error: BaseException) -> None:
        self.heard.append(type(error))
        self.is_over.set()

    def done(self) -> None:
        self.is_over.set()


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/broken":
        raise ValueError("broken")
    start("404 Not Found", [("Content-Length", "4")])
    return (threading.current_thread().name[:8].encode(),)


def refuse(_: Any) -> Answer:
    raise ValueError("no answer")


def scheduled(monkeypatch: pytest.MonkeyPatch, ready: Any, scope: Scope) -> list[Any]:
    """What a request hears, and "later" where it is left to the event loop."""
    watcher = Watcher(scope)
    gateway = Gateway(app, ready=ready, readdress=lambda _: None, refresh=lambda: None,
                      most_bytes=1_000)  # fmt: skip

    def later(request: Watcher) -> None:
        request.heard.append("later")
        request.done()

    monkeypatch.setattr(_futures, "_cbsched_aioschedule", lambda *_: later)
    shortcut.install(gateway.at_once)
    _futures._cbsched_aioschedule(None, None, None)(watcher)  # type: ignore[arg-type]
    assert watcher.is_over.wait(20)
    return watcher.heard


@pytest.mark.parametrize(
    ("ready", "scope", "heard"),
    [
        (lambda _: READY, Scope(), (200, READY.headers, b"{}")),
        (lambda _: None, Scope(), (404, [("Content-Length", "4")], b"requests")),
        (refuse, Scope(), (404, [("Content-Length", "4")], b"requests")),
        (lambda _: None, Scope(path="/broken"), ValueError),
        (lambda _: None, Scope(method="POST", headers=BODY), "later"),
    ],
    ids=["ready", "made in a thread", "not ready by a fault", "broken", "with a body"],
)
def test_only_a_body_wakes_the_event_loop(
    monkeypatch: pytest.MonkeyPatch, ready: Any, scope: Scope, heard: Any
) -> None:
    assert scheduled(monkeypatch, ready, scope) == [heard]


def test_nobody_is_added_to_a_full_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MOST_WAITING", 0)

    assert scheduled(monkeypatch, lambda _: None, Scope()) == ["later"]


def test_the_server_makes_its_scheduler_where_ours_stands() -> None:
    made = _futures._CBSchedulerAIO.__init__

    assert "_cbsched_aioschedule" in made.__code__.co_names
