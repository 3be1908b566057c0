"""One round of the ticker: what is due, what is stale, what other nodes did; no fault ends it."""

from collections.abc import Iterator
from datetime import timedelta

import peewee
import pytest
import time_machine

from api.articles.models import Article
from api.core import db, node
from api.media import queries as media
from api.publishing import commands, queries, rendering
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.ticker import Ticker
from tests.factories import NOON, make_article, make_site

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def scheduled(database: str) -> Document:
    """An article that is to go out a minute after noon."""
    article = make_article(make_site(), published=False)
    commands.schedule(article, OPERATOR, NOON, LATER)
    return article


@pytest.fixture
def ticker(database: str) -> Iterator[Ticker]:
    """A ticker that has not ticked, and has seen that all is right with media."""
    ticker = Ticker()
    while ticker._catch_up.run(NOON):
        pass
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
    db.execute("UPDATE counter SET seq = seq + 5")
    before = node.state()

    ticker.tick(NOON)

    assert node.state().seq == queries.head_seq() == before.seq + 5
    db.execute("UPDATE counter SET seq = 1")
    ticker.tick(NOON)
    assert node.state().seq == 1


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
def test_a_job_that_fails_keeps_no_other_from_being_done(
    scheduled: Document,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    ticker: Ticker,
) -> None:
    def fail(_at: object) -> int:
        raise failure

    monkeypatch.setattr(rendering, "render_stale", fail)
    db.execute("UPDATE counter SET seq = seq + 5")

    assert ticker.tick(LATER)
    ticker.tick(LATER)
    at_first = len(caplog.records), "Traceback" in caplog.text
    monkeypatch.undo()
    ticker.tick(LATER)

    assert Article.select().count() == 1
    assert node.state().seq == queries.head_seq()
    assert at_first == (1, isinstance(failure, ZeroDivisionError))
    assert caplog.messages[1:] == ["rendering what is stale works again, after 2 failures"]


def test_it_waits_no_longer_than_to_the_next_due_time(
    scheduled: Document, monkeypatch: pytest.MonkeyPatch, ticker: Ticker
) -> None:
    waits = []
    for at in (NOON, LATER - timedelta(seconds=0.3), LATER, LATER + timedelta(hours=1)):
        with time_machine.travel(at, tick=False):
            waits.append(round(ticker.seconds_left(at), 3))

    # What is overdue has failed just now: it is tried again, but not without a pause.
    assert waits == [0.8, 0.3, 0.8, 0.8]
    monkeypatch.setattr(queries, "next_attempt", lambda: 1 // 0)
    assert ticker.seconds_left(at) == 0.8


def test_it_goes_on_when_the_database_is_away(
    scheduled: Document, caplog: pytest.LogCaptureFixture, ticker: Ticker
) -> None:
    db.close()
    db.connect("postgresql://127.0.0.1:9/xa")

    for _ in range(3):
        assert not ticker.tick(NOON)

    assert {record.levelname for record in caplog.records} == {"ERROR"}
    assert "Traceback" not in caplog.text
    assert len({*caplog.messages}) == len(caplog.messages)
