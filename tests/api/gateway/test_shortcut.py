"""What lies ready is answered before the event loop hears of it; all else takes its usual way."""

from typing import Any, NamedTuple

import pytest
from granian import _futures

from api.cache.responses import Answer
from api.gateway import shortcut
from api.gateway.rsgi import Gateway
from tests.api.gateway.test_environ import Scope

READY = Answer("200 OK", [("Content-Length", "2")], (b"{}",))


class Watcher(NamedTuple):
    """One request, as granian hands it to what schedules it."""

    scope: Scope
    proto: Any
    done: Any


class Protocol:
    """Takes an answer."""

    def __init__(self, sent: list[Any]) -> None:
        self.response_bytes = lambda *answer: sent.append(answer)


def gateway(ready: Any) -> Gateway:
    return Gateway(lambda *_: (), ready=ready, readdress=lambda _: None, refresh=lambda: None,
                   most_bytes=1_000)  # fmt: skip


def refuse(_: Any) -> Answer:
    raise ValueError("no answer")


@pytest.mark.parametrize(
    ("ready", "way"), [(lambda _: READY, "at once"), (lambda _: None, "later"), (refuse, "later")]
)
def test_only_what_is_ready_is_answered_at_once(
    monkeypatch: pytest.MonkeyPatch, ready: Any, way: str
) -> None:
    sent, went = list[Any](), list[str]()
    monkeypatch.setattr(_futures, "_cbsched_aioschedule", lambda *_: lambda _: went.append("later"))
    shortcut.install(gateway(ready).at_once)
    schedule = _futures._cbsched_aioschedule(None, None, None)

    schedule(Watcher(Scope(), Protocol(sent), lambda: went.append("at once")))

    assert went == [way]
    assert sent == [(200, READY.headers, b"{}")] * (way == "at once")


def test_the_server_makes_its_scheduler_where_ours_stands() -> None:
    made = _futures._CBSchedulerAIO.__init__

    assert "_cbsched_aioschedule" in made.__code__.co_names
