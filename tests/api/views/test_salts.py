"""The salt: new each day, shared by all who hash, in memory alone, and gone after a window."""

import subprocess
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import time_machine

from api.db.databases import execute, is_sqlite, views_db
from api.http.networks import network_of
from api.views import commands, journal, recording, salts
from api.views.recording import Item
from api.views.salts import OwnSalts, Salts
from tests.api.server.processes import children, eventually
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
from tests.factories import NOON, make_article, make_site
from tests.sizes import SIZES

MIDNIGHT = datetime.fromisoformat("2026-07-12T00:00:00+07:00")
MINUTE = timedelta(minutes=1)
TODAY = recording.day_of(NOON)


@pytest.fixture
def article(database):
    """A live article; no application."""
    return make_article(make_site())


def test_a_child_sees_what_its_parent_writes(shared_salts) -> None:
    shared_salts.put(TODAY, b"s" * 32)
    code = f"""if True:
        from api.views.salts import Salts
        print(Salts({shared_salts.descriptor}).of({TODAY}).decode(), flush=True)"""

    seen = subprocess.run(
        [sys.executable, "-c", code],
        pass_fds=(shared_salts.descriptor,),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )

    assert seen.stdout.strip() == b"s" * 32


def test_a_day_keeps_its_salt_and_the_next_has_another(database, shared_salts) -> None:
    seen = []
    for minutes in (-600, -1, 0, 29, 30, 31, 600):
        commands.renew_salts(MIDNIGHT + minutes * MINUTE)
        seen.append((shared_salts.get(TODAY), shared_salts.get(TODAY + 1)))

    old, new = seen[0][0], seen[-1][1]
    assert old is not None
    assert new is not None
    assert old != new
    assert seen == [
        (old, None), (old, new), (old, new), (old, new), (None, new), (None, new), (None, new)
    ]  # fmt: skip


def test_a_salt_that_is_gone_is_in_no_byte_of_the_map(database, shared_salts) -> None:
    commands.renew_salts(NOON)
    old = shared_salts.of(TODAY)

    commands.renew_salts(NOON + timedelta(days=1))

    assert old not in shared_salts._map[:]
    if not is_sqlite():
        assert old not in {bytes(s) for (s,) in execute('SELECT "salt" FROM "view_salt"')}


def test_no_salt_but_those_of_the_moment_outlives_a_jump_of_the_clock(
    database, shared_salts
) -> None:
    for days in (0, 400, -400, 0):
        commands.renew_salts(NOON + timedelta(days=days))
        assert shared_salts.days() == [TODAY + days]


def test_a_process_without_a_ticker_makes_its_own(database) -> None:
    own = salts.current()

    assert isinstance(own, OwnSalts)
    assert own.of(TODAY) == own.of(TODAY)
    assert own.of(TODAY) != own.of(TODAY + 1)
    assert own.days() == [TODAY + 1]


def test_nodes_that_share_a_database_share_its_salts(database) -> None:
    nodes = [Salts(), Salts()]
    found = []
    for at in (NOON, MIDNIGHT, MIDNIGHT + 40 * MINUTE):
        for each in nodes:
            salts.use(each)
            commands.renew_salts(at)
        found.append(nodes[0].of(recording.day_of(at)) == nodes[1].of(recording.day_of(at)))

    assert found == [not is_sqlite()] * 3
    if not is_sqlite():
        kept = "SELECT relpersistence FROM pg_class WHERE relname IN ('view_salt', 'view_seen')"
        assert {row[0] for row in execute(kept)} == {"u"}


def test_v08_midnight_under_load_counts_nobody_twice(database, shared_salts, settings) -> None:
    article = make_article(make_site())
    item, visitors = Item("article", article.id), SIZES["V08"].items
    from api.runtime.config import Config, configure

    # Windows of seven minutes: one begins before midnight and ends after it.
    configure(Config(view_window_minutes=7))
    windows = set()
    for seconds in range(-500, 500, 50):
        at = MIDNIGHT + timedelta(seconds=seconds)
        commands.renew_salts(at)
        windows.add(recording.window_of(at))
        crowd(item, visitors, at)
        if seconds % 100:
            fold(at)
    fold(MIDNIGHT)

    assert views_of(article) == visitors * len(windows)


def crowd(item: Item, visitors: int, at: datetime) -> None:
    """All of them at once, while the ticker renews."""

    def come(numbers: range) -> None:
        for number in numbers:
            environ = {"HTTP_USER_AGENT": CHROME, "REMOTE_ADDR": address(number)}
            recording.record(item, environ, at)

    threads = [threading.Thread(target=come, args=(range(n, visitors, 4),)) for n in range(4)]
    for each in threads:
        each.start()
    commands.renew_salts(at)
    for each in threads:
        each.join()


def test_v08_a_clock_that_goes_back_an_hour_counts_again_for_one_window(
    database, shared_salts
) -> None:
    article = make_article(make_site())
    item = Item("article", article.id)
    counted = []

    # From 23:40 to 00:40, and once more; the first window's salt is gone by then.
    for minutes in (-20, 10, 40, -20, 10, 40):
        at = MIDNIGHT + minutes * MINUTE
        commands.renew_salts(at)
        crowd(item, 20, at)
        fold(at)
        commands.forget(at)
        counted.append(views_of(article))

    assert counted == [20, 40, 60, 80, 80, 80]


def test_v08_a_worker_that_starts_again_knows_who_was_there(database, shared_salts) -> None:
    article = make_article(make_site())
    item = Item("article", article.id)
    commands.renew_salts(NOON)
    crowd(item, 10, NOON)
    fold(NOON)

    journal.use(journal.Journal(journal.current().folder, 1_000_000))
    salts.use(Salts(shared_salts.descriptor))
    crowd(item, 10, NOON + MINUTE)
    fold(NOON + MINUTE)

    assert views_of(article) == 10


MARK = "Mozilla/5.0 (Nobody-Is-Called-This)"
PLACE = "203.0.113.77"


def test_v07_nobody_is_found_in_what_is_kept(served, settings, tmp_path: Path) -> None:
    article = make_article(make_site())
    number = SIZES["V07"].items // 8
    scripts = [[request(body(article), address(c * number + n), CHROME) for n in range(number)]
               for c in range(8)]  # fmt: skip
    marked = [request(body(article), PLACE, f"{MARK} {n}") for n in range(5)]

    with served() as server:
        answers = send(server.url, [*scripts, marked])
        assert statuses(answers) == {204}
        assert [len(each) for each in answers] == [number] * 8 + [5]
        eventually(lambda: views_of(article) == number * 8 + 5, FOLDING_SECONDS)
        everyone = [server.process.pid, *children(server.process.pid)]
        salt = salt_of(everyone)
        limits = [Path(f"/proc/{pid}/limits").read_text() for pid in everyone]
        kept = everything(tmp_path, settings.database_url)

    assert len(everyone) == 6
    assert all(line.split()[4:6] == ["0", "0"] for text in limits
               for line in text.splitlines() if line.startswith("Max core file"))  # fmt: skip
    assert len(salt) == 32
    needles = (PLACE.encode(), bytes([203, 0, 113, 77]).hex().encode(), b"Nobody-Is-Called", salt)
    assert {
        name: needle for needle in needles for name, data in kept.items() if needle in data
    } == {}


def salt_of(pids: list[int]) -> bytes:
    """Today's salt, read where the server keeps it."""
    import os
    import struct

    for fd in Path(f"/proc/{pids[0]}/fd").iterdir():
        if os.readlink(fd).startswith("/memfd:congxa-salts"):
            slots = struct.iter_unpack("@Q32s", fd.read_bytes()[:160])
            return next(salt for day, salt in slots if day)
    raise AssertionError("the server holds no salts")


def everything(folder: Path, url: str) -> dict[str, bytes]:
    """All that is kept: every file, and on PostgreSQL every table but the salts' own."""
    found = {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    if url.startswith("postgresql"):
        with psycopg.connect(url) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname='public'")
            for (table,) in tables.fetchall():
                if table != "view_salt":
                    rows = connection.execute(f'SELECT t::text FROM "{table}" AS t').fetchall()
                    found[table] = "\n".join(row for (row,) in rows).encode()
    return found


def test_v07_yesterdays_visit_cannot_be_recognised(app, client, shared_salts) -> None:
    article = make_article(make_site())
    with time_machine.travel(NOON, tick=False):
        commands.renew_salts(NOON)
        view(client, article, PLACE, MARK)
        fold(NOON)
        known = recording.event(Item("article", article.id), network_of(PLACE), MARK, NOON)
    (seen,) = [bytes(key) for (key,) in execute('SELECT "key" FROM "view_seen"', on=views_db)]
    assert seen == known.key

    commands.renew_salts(NOON + timedelta(days=1))

    again = recording.event(Item("article", article.id), network_of(PLACE), MARK, NOON)
    assert again.key != seen
    assert again.cap_key != known.cap_key


def test_v07_who_was_seen_is_forgotten_after_a_window(article, shared_salts) -> None:
    item = Item("article", article.id)
    commands.renew_salts(NOON)
    crowd(item, 10, NOON)
    fold(NOON)
    left = []

    for minutes in (0, 30, 60):
        commands.forget(NOON + minutes * MINUTE)
        left.append(execute('SELECT COUNT(*) FROM "view_seen"', on=views_db).fetchone()[0])

    assert left == [10, 10, 0]
    assert views_of(article) == 10
