"""Each visit is counted exactly once: by a crowd, on repeats, over kills, while the database is
away.
"""

import os
import random
import signal
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import peewee
import pytest
from werkzeug.test import Client, TestResponse

from api.db import databases
from api.db.databases import execute, views_db
from api.db.fields import stored_id
from api.publishing.models import Document
from api.views import commands, folding, journal
from tests import serving
from tests.api.server.processes import children, eventually, ticker
from tests.api.views.beacons import (
    CHROME,
    FOLDING_SECONDS,
    address,
    body,
    fold,
    view,
    views_of,
)
from tests.api.views.crowd import request, send, statuses
from tests.factories import NOON, make, make_article, make_site
from tests.sizes import SIZES


def of_hours(document: Document) -> int:
    sql = 'SELECT COALESCE(SUM("views"), 0) FROM "view_hour" WHERE "item" = ?'
    return int(execute(sql, (stored_id(document.id),), on=views_db).fetchone()[0])


def waiting(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(f"*{journal.SUFFIX}") if path.stat().st_size]


def test_v01_a_crowd_is_counted_exactly(served, settings) -> None:
    site = make_site()
    items = [make_article(site, f"Bài {n}") for n in range(7)]
    items.append(make("notice", site, title="Lịch tiếp dân"))
    size = SIZES["V01"]
    scripts = [
        [request(body(items[(c + n) % 8]), address(c * size.items + n)) for n in range(size.items)]
        for c in range(size.clients)
    ]

    with served() as server:
        answers = send(server.url, scripts)
        totals = eventually(lambda: _total(server.url) >= size.clients * size.items)

    assert totals
    assert statuses(answers) == {204}
    assert sum(map(len, answers)) == sum(views_of(*items)) == size.clients * size.items
    assert [of_hours(each) for each in items] == views_of(*items)
    assert waiting(settings.state_dir) == []


def _total(url: str) -> int:
    import json
    import urllib.request

    with urllib.request.urlopen(f"{url}/v1/views/totals", timeout=5) as answer:
        return sum(each["all"] for each in json.load(answer)["items"])


def test_v02_who_comes_again_is_counted_in_the_next_window(app, article, clock) -> None:
    visitors = SIZES["V02"].items
    beacon = Client(app.extensions["cache"].app, TestResponse)
    counted = []

    for minutes in (0, 14, 29, 30, 59):
        clock.move_to(NOON + timedelta(minutes=minutes))
        for number in range(visitors):
            view(beacon, article, address(number))
        fold()
        counted.append(views_of(article))

    assert counted == [visitors, visitors, visitors, 2 * visitors, 2 * visitors]


def kill(server: serving.LiveServer) -> None:
    """What a power button does to processes: none of them gets to say a word."""
    everyone = [server.process.pid, *children(server.process.pid)]
    for pid in everyone:
        os.kill(pid, signal.SIGKILL)
    server.process.wait()


def test_v03_what_was_answered_before_a_kill_is_counted(served, settings) -> None:
    article = make_article(make_site())
    size, clients, chance = SIZES["V03"], 8, random.Random(3)  # noqa: S311
    answered = sent = left = 0

    for _round in range(size.rounds):
        numbers = range(sent, sent + size.items * 16)
        scripts: Sequence[list[bytes]] = [
            [request(body(article), address(n)) for n in numbers[c::clients]]
            for c in range(clients)
        ]
        with served() as server:
            killer = threading.Timer(chance.uniform(0.05, 2.5), kill, (server,))
            killer.start()
            answers = send(server.url, scripts)
            killer.join()
        answered += sum(map(len, answers))
        sent += len(numbers)
        left += len(waiting(settings.state_dir))
    with served():
        eventually(lambda: not waiting(settings.state_dir), FOLDING_SECONDS)

    # A client whose answer the kill cut off does not know: one for each of them, at most.
    assert left
    assert answered > size.rounds
    assert answered <= views_of(article) <= answered + size.rounds * clients
    assert of_hours(article) == views_of(article)
    assert waiting(settings.state_dir) == []


@pytest.mark.parametrize("who", ["a worker", "the ticker"])
def test_v03_a_child_that_is_killed_takes_nothing_with_it(served, who) -> None:
    article = make_article(make_site())
    scripts = [[request(body(article), address(c * 100 + n)) for n in range(100)] for c in range(8)]

    with served() as server:
        found = children(server.process.pid)
        beside = ticker(server.process.pid)
        victims = [beside] if who == "the ticker" else [pid for pid in found if pid != beside][:1]
        killer = threading.Timer(0.05, lambda: [os.kill(pid, signal.SIGKILL) for pid in victims])
        killer.start()
        answers = send(server.url, scripts)
        killer.join()
        answered = sum(map(len, answers))
        eventually(lambda: views_of(article) >= answered)

    assert victims
    assert answered <= views_of(article) <= answered + len(scripts)


@pytest.fixture
def outage(database_url, request, monkeypatch):
    """Takes the database of counts away, and gives it back."""
    if database_url.startswith("sqlite:"):
        return _Locked(database_url)
    return _Closed(database_url, request.getfixturevalue("postgres"))


class _Locked:
    def __init__(self, url: str) -> None:
        import apsw

        path = Path(url.removeprefix("sqlite:///"))
        self._other = apsw.Connection(str(path.with_name("congxa-views.db")))

    def begin(self) -> None:
        views_db.connection().set_busy_timeout(100)
        self._other.execute("BEGIN EXCLUSIVE")

    def end(self) -> None:
        self._other.execute("ROLLBACK")


class _Closed:
    def __init__(self, url: str, server) -> None:
        self._name = url.rsplit("/", 1)[1]
        self._server = server

    def begin(self) -> None:
        self._server._execute(f'ALTER DATABASE "{self._name}" ALLOW_CONNECTIONS false')
        self._server._execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'"
        )

    def end(self) -> None:
        self._server._execute(f'ALTER DATABASE "{self._name}" ALLOW_CONNECTIONS true')
        databases.close()


def test_v04_views_wait_while_the_database_is_away(app, article, clock, outage) -> None:
    beacon = Client(app.extensions["cache"].app, TestResponse)
    third = SIZES["V04"].items // 3
    for number in range(third):
        view(beacon, article, address(number))
    fold()
    outage.begin()

    # Half of them have been here before the outage.
    answers = {view(beacon, article, address(n)).status_code for n in range(third // 2, third * 2)}
    for _second in range(3):
        with pytest.raises(peewee.DatabaseError):
            commands.fold(NOON)
        databases.close()
    outage.end()
    for number in range(third, third * 3):
        view(beacon, article, address(number))
    fold()

    assert answers == {204}
    assert views_of(article) == third * 3
    assert of_hours(article) == third * 3


def test_v04_a_fold_that_fails_half_way_leaves_nothing(client, article, monkeypatch) -> None:
    view(client, article)
    with monkeypatch.context() as broken:
        broken.setattr(folding, "_explain", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            fold()

    assert views_of(article) == 0
    fold()
    assert views_of(article) == 1


@pytest.mark.parametrize("step", ["file", "offset"])
def test_v03_a_fold_is_not_repeated_by_whoever_comes_next(
    client, article, monkeypatch, step, settings
) -> None:
    view(client, article)
    (path,) = waiting(settings.state_dir)
    data = path.read_bytes()

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        if step == "file":
            broken.setattr(Path, "unlink", killed)
        else:
            broken.setattr(folding, "_forget_offset", killed)
        with pytest.raises(SystemExit):
            fold()
    execute('DELETE FROM "view_seen"', on=views_db)
    fold()

    assert views_of(article) == 1
    assert waiting(settings.state_dir) == []
    assert len(data) == journal.RECORD_BYTES
    assert CHROME.encode() not in data
