"""What fails again and again is logged once, then rarely, and once when it works again."""

import logging

import pytest

from api.runtime import failures
from api.runtime.failures import Failures, Floods


@pytest.fixture
def known() -> Failures:
    """Failures of a log of their own."""
    return Failures(logging.getLogger("tests.failures"))


def fail(known: Failures, times: int, error: Exception | None = None, what: str = "a job") -> None:
    for _ in range(times):
        known.failed(what, error or ValueError("boom"))


def test_it_is_logged_once_with_its_trace_then_ever_more_rarely(
    known: Failures, caplog: pytest.LogCaptureFixture
) -> None:
    fail(known, 25_000)

    assert [record.getMessage() for record in caplog.records] == [
        "a job failed: boom",
        "a job has failed 10 times: boom",
        "a job has failed 100 times: boom",
        "a job has failed 1000 times: boom",
        "a job has failed 10000 times: boom",
        "a job has failed 20000 times: boom",
    ]
    assert [bool(record.exc_info) for record in caplog.records] == [True] + [False] * 5


def test_another_kind_of_error_is_news_and_two_that_alternate_are_not(
    known: Failures, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(4):
        fail(known, 1)
        fail(known, 1, KeyError("x"))

    assert len(caplog.records) == 2


def test_it_is_told_when_it_works_again_and_a_later_failure_is_a_new_one(
    known: Failures, caplog: pytest.LogCaptureFixture
) -> None:
    known.worked("a job")
    fail(known, 3)
    known.worked("a job")
    known.worked("a job")
    fail(known, 1)
    known.worked("a job")

    assert [record.getMessage() for record in caplog.records] == [
        "a job failed: boom",
        "a job works again, after 3 failures",
        "a job failed: boom",
        "a job works again, after a failure",
    ]


def test_it_knows_the_latest_of_a_great_many(
    known: Failures, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(failures, "MOST_KNOWN", 2)
    for what in ("a", "b", "a", "c", "a", "b"):
        fail(known, 1, what=what)

    said = [record.getMessage() for record in caplog.records]

    assert said == ["a failed: boom", "b failed: boom", "c failed: boom", "b failed: boom"]


def test_what_every_request_meets_is_told_at_once_then_once_a_pause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0
    floods = Floods(logging.getLogger("tests.failures"), lambda: now)

    for _ in range(20):
        now += 1
        floods.met(logging.WARNING, "the database", TimeoutError("silent"))
    floods.met(logging.ERROR, "the disk", OSError("full"))

    assert [record.getMessage() for record in caplog.records] == [
        "the database: silent",
        "the database: silent (and 9 more since this was said)",
        "the disk: full",
    ]
