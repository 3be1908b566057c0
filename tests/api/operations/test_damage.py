"""A damaged database makes its node unready as soon as anybody meets it; the rest is still read."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.db import databases
from api.operations import integrity
from api.operations.integrity import Integrity
from api.operations.trials import Trials
from api.runtime import alarms
from api.runtime.alarms import Alarm
from tests.api.operations.readiness import Clock, again, failed
from tests.damage import damage_row, damage_table, mend_row
from tests.factories import NOON, make, make_article, make_site

LONG = "<p>" + "Một đoạn văn dài của bài. " * 400 + "</p>"


class Database:
    """The database of the test, which can be damaged and mended."""

    def __init__(self, url: str) -> None:
        self._file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None

    def damage(self) -> None:
        """Make articles unreadable."""
        databases.close()
        if self._file is None:
            damage_row("article")
            return
        shutil.copy(self._file, f"{self._file}.whole")
        damage_table(self._file, "article")

    def mend(self) -> None:
        """Put a whole copy into its place."""
        databases.close()
        if self._file is None:
            mend_row("article")
        else:
            shutil.copy(f"{self._file}.whole", self._file)


@pytest.fixture
def damaged(client: FlaskClient, database_url: str) -> Database:
    """A commune with articles and a notice, before it is damaged."""
    site = make_site()
    for number in range(8):
        make_article(site, f"Bài {number}", body_html=LONG)
    make("notice", site, title="Thông báo")
    return Database(database_url)


@pytest.fixture
def whole_read(damaged: Database, ticker: Trials, clock: Clock) -> Integrity:
    """What reads the whole database; its first time, at the start, is over."""
    reading = Integrity(clock)
    reading.run(NOON)
    return reading


def test_damage_that_a_request_meets_makes_the_node_unready(
    client: FlaskClient,
    damaged: Database,
    ticker: Trials,
) -> None:
    before = failed(client)
    damaged.damage()

    met = client.get("/v1/articles?limit=7", headers={"Accept-Language": "vi"})

    assert before == set()
    assert (met.status_code, met.json["code"]) == (503, "storage_unavailable")
    assert met.headers["Retry-After"] == "2"
    assert failed(client) == {"database"}
    assert client.get("/v1/notices").status_code == 200
    assert client.get("/v1/sites/yen-hoa").status_code == 200


def test_readiness_reads_rows_itself(
    client: FlaskClient,
    damaged: Database,
    ticker: Trials,
) -> None:
    damaged.damage()

    assert failed(client) == {"database"}


def test_it_stays_unready_until_it_was_quiet_for_long_and_all_could_be_read(
    client: FlaskClient,
    damaged: Database,
    ticker: Trials,
    clock: Clock,
    whole_read: Integrity,
) -> None:
    damaged.damage()
    client.get("/v1/articles?limit=7")
    damaged.mend()
    whole_read.run(NOON)
    clock.now += integrity.QUIET_SECONDS - 1
    whole_read.run(NOON)
    again(ticker, clock)
    while_quiet = failed(client)

    whole_read.run(NOON)
    again(ticker, clock)

    assert while_quiet == {"database"}
    assert failed(client) == set()


def test_whoever_meets_it_meanwhile_begins_the_quiet_anew(
    client: FlaskClient,
    damaged: Database,
    ticker: Trials,
    clock: Clock,
    whole_read: Integrity,
) -> None:
    damaged.damage()
    client.get("/v1/articles?limit=7")
    whole_read.run(NOON)
    clock.now += integrity.QUIET_SECONDS - 1
    client.get("/v1/articles?limit=7")
    whole_read.run(NOON)
    damaged.mend()
    clock.now += 1
    whole_read.run(NOON)
    again(ticker, clock)

    assert failed(client) == {"database"}


def test_a_whole_read_that_meets_damage_keeps_the_node_unready(
    client: FlaskClient,
    damaged: Database,
    ticker: Trials,
    clock: Clock,
    whole_read: Integrity,
) -> None:
    damaged.damage()
    client.get("/v1/articles?limit=7")
    for _ in range(3):
        whole_read.run(NOON)
        clock.now += integrity.QUIET_SECONDS
        whole_read.run(NOON)
        again(ticker, clock)

        assert failed(client) == {"database"}


def test_a_restart_looks_into_it_at_once(
    client: FlaskClient,
    damaged: Database,
    ticker: Trials,
    clock: Clock,
) -> None:
    damaged.damage()
    client.get("/v1/articles?limit=7")
    Integrity(clock).run(NOON)
    again(ticker, clock)
    with_damage = failed(client)
    damaged.mend()

    Integrity(clock).run(NOON)
    again(ticker, clock)

    assert with_damage == {"database"}
    assert failed(client) == set()


def test_sqlite_is_read_whole_at_the_start(
    client: FlaskClient,
    damaged: Database,
    ticker: Trials,
    clock: Clock,
    database_url: str,
) -> None:
    damaged.damage()

    Integrity(clock).run(NOON)

    assert bool(alarms.opened(Alarm.DAMAGE)) == database_url.startswith("sqlite")


def test_an_alarm_raised_while_one_is_looked_into_stays(client: FlaskClient) -> None:
    alarms.sound(Alarm.DAMAGE)
    number = alarms.opened(Alarm.DAMAGE)
    assert number is not None

    alarms.sound(Alarm.DAMAGE)
    alarms.answer(Alarm.DAMAGE, number)

    assert alarms.opened(Alarm.DAMAGE) == number + 1
    assert alarms.opened(Alarm.FULL) is None
