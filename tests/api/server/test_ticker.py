"""One round of the ticker: what is due, what is stale, what other nodes did; no fault ends it."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import peewee
import pytest
import time_machine

from api.articles.models import Article
from api.db import databases
from api.jobs import JOBS, Job
from api.media import queries as media
from api.media.tasks import catching_up
from api.publishing import commands, queries
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime import change_signal
from api.runtime.config import config
from api.runtime.disk import scratch
from api.ticker import Ticker
from tests.factories import NOON, make_article, make_site

LATER = NOON + timedelta(minutes=1)
A_MINUTE = 60
DUE = [each for each in JOBS if each.name == "doing what is due"]


@pytest.fixture
def scheduled(database: str) -> Document:
    """An article that is to go out a minute after noon."""
    article = make_article(make_site(), published=False)
    commands.schedule(article, OPERATOR, NOON, LATER)
    return article


@pytest.fixture
def ticker(database: str) -> Iterator[Ticker]:
    """A ticker that has not ticked, and finds all right with media."""
    ticker = Ticker(each for each in JOBS if each.begin is not catching_up)
    yield ticker
    ticker.wait()


def test_it_does_what_is_due_and_says_whether_it_did_anything(
    scheduled: Document, ticker: Ticker
) -> None:
    assert not ticker.tick(NOON)
    assert Article.select().count() == 0

    assert ticker.tick(LATER)
    assert Article.select().count() == 1
    assert not ticker.tick(LATER)


def test_it_renders_what_is_stale(scheduled: Document, ticker: Ticker) -> None:
    ticker.tick(LATER)
    Article.update(render_version=0).execute()

    assert ticker.tick(LATER)

    assert Article.get().render_version > 0


def test_it_tells_its_node_of_what_others_have_committed(
    scheduled: Document, ticker: Ticker
) -> None:
    databases.execute("UPDATE counter SET seq = seq + 5")
    before = change_signal.state()

    ticker.tick(NOON)

    assert change_signal.state().seq == queries.head_seq() == before.seq + 5
    databases.execute("UPDATE counter SET seq = 1")
    ticker.tick(NOON)
    assert change_signal.state().seq == 1


def test_it_sweeps_what_a_killed_backup_has_left(ticker: Ticker) -> None:
    left, held = (config().state_dir / f".congxa-backup-{name}" for name in ("left", "held"))
    for folder in (left, held):
        (folder / "scratch").mkdir(parents=True)
        (folder / "scratch/content.db").touch()
        (folder / ".owner").touch()

    with (held / ".owner").open("rb") as mark:
        scratch.lock(mark.fileno())
        ticker.tick(NOON)

    assert (left.exists(), held.exists()) == (False, True)


def test_it_sweeps_media(scheduled: Document, ticker: Ticker) -> None:
    half = media.store().root / "incoming" / "half"
    half.write_bytes(b"x")

    with time_machine.travel(LATER):
        for second in range(2):
            ticker.tick(LATER + timedelta(days=400, seconds=second))

    assert not half.exists()


@pytest.mark.parametrize(
    "failure", [ZeroDivisionError("boom"), peewee.OperationalError("database is locked")]
)
@pytest.mark.parametrize("is_apart", [False, True])
def test_a_job_that_fails_keeps_no_other_from_being_done(
    scheduled: Document, caplog: pytest.LogCaptureFixture, failure: Exception, is_apart: bool
) -> None:
    failures = [failure, failure]

    def fail(_at: object) -> None:
        if failures:
            raise failures.pop()

    ticker = Ticker([Job("failing", lambda: fail, is_apart=is_apart), *DUE])

    for second in range(3):
        assert ticker.tick(LATER + timedelta(seconds=second)) == (second == 0)
        ticker.wait()

    assert Article.select().count() == 1
    assert ("Traceback" in caplog.text) == isinstance(failure, ZeroDivisionError)
    assert caplog.messages == [
        f"failing failed: {failure}", "failing works again, after 2 failures",
    ]  # fmt: skip


def test_a_job_that_waits_for_the_network_delays_no_due_publication(scheduled: Document) -> None:
    began, answered = [], threading.Event()

    def ask(at: datetime) -> None:
        began.append(at)
        answered.wait(A_MINUTE)

    ticker = Ticker([Job("asking a silent neighbour", lambda: ask, is_apart=True), *DUE])

    ticker.tick(NOON)
    did_something = ticker.tick(LATER)

    assert did_something
    assert Article.select().count() == 1
    assert began == [NOON]
    answered.set()
    ticker.wait()
    ticker.tick(LATER)
    ticker.wait()
    assert began == [NOON, LATER]


def test_a_job_has_its_turn_no_sooner_than_it_wants() -> None:
    turns: list[datetime] = []
    ticker = Ticker([Job("once a minute", lambda: turns.append, every=timedelta(minutes=1))])
    times = [NOON + timedelta(seconds=each) for each in (0, 1, 59, 60, 61, 121)]

    for at in times:
        ticker.tick(at)

    assert turns == [times[0], times[3], times[5]]


def test_it_waits_no_longer_than_to_the_next_due_time(
    scheduled: Document, monkeypatch: pytest.MonkeyPatch, ticker: Ticker
) -> None:
    waits = []
    for at in (NOON, LATER - timedelta(seconds=0.3), LATER, LATER + timedelta(hours=1)):
        with time_machine.travel(at, tick=False):
            waits.append(round(ticker.seconds_left(at, at), 3))

    # What is overdue has failed just now: it is tried again, but not without a pause.
    assert waits == [0.8, 0.3, 0.8, 0.8]
    # What became due during the round was not tried yet.
    assert ticker.seconds_left(LATER - timedelta(seconds=0.1), LATER + timedelta(seconds=0.1)) == 0
    monkeypatch.setattr(queries, "next_attempt", lambda: 1 // 0)
    assert ticker.seconds_left(at, at) == 0.8


def test_it_goes_on_when_the_database_is_away(
    scheduled: Document, caplog: pytest.LogCaptureFixture, ticker: Ticker
) -> None:
    databases.close()
    databases.connect("postgresql://127.0.0.1:9/xa")

    for _ in range(3):
        assert not ticker.tick(NOON)

    assert {record.levelname for record in caplog.records} == {"ERROR"}
    assert "Traceback" not in caplog.text
    assert len({*caplog.messages}) == len(caplog.messages)
