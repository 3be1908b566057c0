"""What tests of `/readyz` share: a clock, a ticker that tries, and what failed."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from api.operations import trials
from api.operations.trials import Trials
from tests.factories import NOON


class Clock:
    """The monotonic clock of a test."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What `/readyz` and the ticker read."""
    clock = Clock()
    monkeypatch.setattr("api.operations.delivery.monotonic", clock)
    return clock


@pytest.fixture
def ticker(client: FlaskClient, clock: Clock) -> Trials:
    """What the ticker tries; it has tried once."""
    tried = Trials(clock)
    tried.run(NOON)
    return tried


def again(ticker: Trials, clock: Clock) -> None:
    """The next time that the ticker tries."""
    clock.now += trials.EVERY_SECONDS
    ticker.run(NOON + timedelta(seconds=clock.now - 1_000))


def failed(client: FlaskClient) -> set[str]:
    """The names of what failed, where the answer is as it should be then."""
    answer = client.get("/readyz")
    found = {name for name, outcome in answer.json["checks"].items() if outcome != "ok"}
    is_ready = answer.status_code == 200
    assert answer.json["status"] == ("ok" if is_ready else "unavailable")
    assert answer.headers.get("Retry-After") == (None if is_ready else "2")
    assert answer.headers["Cache-Control"] == "no-store"
    assert is_ready == (not found)
    assert client.get("/healthz").status_code == 200
    return found
