"""Threads come and go: their connections are closed, and nobody inherits what they held."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from api.db import databases
from api.db.databases import execute
from api.db.unit_of_work import transaction
from tests.api.db.native_threads import AT_ONCE, open_files, run
from tests.sizes import SIZES

ROOT = Path(__file__).parents[3]


@pytest.fixture
def connected(database_url: str) -> Iterator[str]:
    """A connected database with one empty table; its address."""
    databases.connect(database_url)
    execute("CREATE TABLE things (name TEXT)")
    yield database_url
    databases.close()


def names() -> list[str]:
    return [name for (name,) in execute("SELECT name FROM things ORDER BY name").fetchall()]


def in_thread(call: Callable[[], None]) -> None:
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def test_f31_threads_of_a_server_come_and_go(database_url: str) -> None:
    rounds = SIZES["F31"].rounds
    command = [sys.executable, "-m", "tests.api.db.native_threads", database_url, str(rounds)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    counts = [int(each) for each in done.stdout.split()]
    assert len(counts) == rounds
    # Those of one round are closed by the first of the next; SQLite has up to three files for each.
    assert max(counts) < counts[0] + 3 * AT_ONCE


@pytest.mark.parametrize("run_one", [in_thread, run], ids=["python", "native"])
def test_the_next_to_open_closes_what_ended_threads_left(
    connected: str, run_one: Callable[[Callable[[], object]], None]
) -> None:
    def ask() -> None:
        execute("SELECT 1").fetchone()

    run_one(ask)
    counts = []
    for _ in range(10):
        run_one(ask)
        counts.append(open_files())

    assert all(after <= before for before, after in pairwise(counts))


def test_the_next_to_close_closes_what_ended_threads_left(connected: str) -> None:
    before = open_files()
    run(*[lambda: execute("SELECT 1").fetchone()] * AT_ONCE)
    assert open_files() > before

    databases.close()

    assert open_files() <= before


def test_nobody_inherits_the_transaction_of_an_ended_thread(connected: str) -> None:
    numbers, found = [], []

    def leave_open() -> None:
        numbers.append(threading.get_ident())
        databases.db.atomic().__enter__()
        execute("INSERT INTO things VALUES ('never committed')")

    def look() -> None:
        numbers.append(threading.get_ident())
        found.append((databases.db.in_transaction(), names()))

    run(leave_open)
    run(look)

    assert numbers[0] == numbers[1], "a thread's number was to be given again"
    assert found == [(False, [])]
    execute("INSERT INTO things VALUES ('written')")
    assert names() == ["written"]


def test_a_thread_keeps_its_connection_while_others_end(connected: str) -> None:
    with transaction():
        execute("INSERT INTO things VALUES ('kept')")
        for _ in range(3):
            run(lambda: execute("SELECT 1").fetchone())

    assert names() == ["kept"]


def test_a_forked_process_opens_its_own_and_leaves_its_parents_alone(connected: str) -> None:
    if databases.is_sqlite():
        databases.close_for_fork()
        own = None
    else:
        own = execute("SELECT pg_backend_pid()").fetchone()[0]
    read, write = os.pipe()

    child = os.fork()
    if child == 0:
        try:
            write_in_child(write)
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0

    assert names() == ["of the child"]
    if own is not None:
        assert os.read(read, 100).decode() != str(own)
        assert execute("SELECT pg_backend_pid()").fetchone()[0] == own


def write_in_child(told: int) -> None:
    execute("INSERT INTO things VALUES ('of the child')")
    if not databases.is_sqlite():
        os.write(told, str(execute("SELECT pg_backend_pid()").fetchone()[0]).encode())
    databases.close()


def test_no_connection_of_an_ended_thread_is_open_in_a_fork_of_sqlite(connected: str) -> None:
    if not databases.is_sqlite():
        return
    run(*[lambda: execute("SELECT 1").fetchone()] * AT_ONCE)

    databases.close_for_fork()

    opened = [f"/proc/self/fd/{each}" for each in os.listdir("/proc/self/fd")]
    paths = [os.readlink(each) for each in opened if os.path.islink(each)]
    assert [
        path for path in paths if path.startswith(str(Path(databases.db.database).parent))
    ] == []


def test_a_session_that_is_gone_already_hinders_nobody(connected: str) -> None:
    if databases.is_sqlite():
        return
    run(lambda: execute("SELECT 1").fetchone())
    with psycopg.connect(connected, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    databases.close()

    assert execute("SELECT 1").fetchone()[0] == 1
