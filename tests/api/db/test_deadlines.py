"""A request waits for the database only so long; work that nobody waits for takes its time."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import apsw
import peewee
import psycopg
import pytest

from api.db import connections, databases, deadlines, postgresql
from api.db.databases import execute
from api.db.deadlines import Breaker, DatabaseSilent, driver_error
from api.db.postgresql import NoAnswer
from api.db.unit_of_work import transaction
from tests import postgres
from tests.api.server.processes import eventually

ASKERS = 8


@pytest.fixture(scope="module")
def own_server() -> Iterator[postgres.Server]:
    """A server of PostgreSQL that these tests may stop."""
    with postgres.started() as server:
        yield server


@pytest.fixture
def own(own_server: postgres.Server) -> Iterator[postgres.Server]:
    """The same, with a database that is connected here."""
    url = own_server.create()
    databases.connect(url)
    databases.make_files()
    execute("CREATE TABLE things (name TEXT)")
    yield own_server
    databases.close()
    own_server.drop(url)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads that stay, as those of a server do."""
    with ThreadPoolExecutor(ASKERS) as pool:
        yield pool


def ask(sql: str = "SELECT 1") -> object:
    """What a request finds, or the passing error that it meets."""
    with deadlines.request():
        return attempt(lambda: execute(sql).fetchone()[0])


def attempt(call: Callable[[], object]) -> object:
    try:
        return call()
    except peewee.DatabaseError as error:
        return error if connections.is_passing(error) else None


def in_all(threads: ThreadPoolExecutor, call: Callable[[], object] = ask) -> list[object]:
    """What `call` gives in each of the threads, at once."""
    start = threading.Barrier(ASKERS)

    def run() -> object:
        start.wait(10)
        return call()

    found: list[Future[object]] = [threads.submit(run) for _ in range(ASKERS)]
    return [each.result(30) for each in found]


def test_f08_the_server_ends_statements_of_requests_alone(own, threads) -> None:
    def long() -> object:
        with deadlines.request(), deadlines.long_request():
            return attempt(lambda: execute("SELECT 1 FROM pg_sleep(6.5)").fetchone()[0])

    asked = threads.submit(ask, "SELECT 1 FROM pg_sleep(6.5)")
    allowed = threads.submit(long)

    assert execute("SELECT 1 FROM pg_sleep(6.5)").fetchone()[0] == 1
    assert allowed.result() == 1
    assert isinstance(driver_error(asked.result()), psycopg.errors.QueryCanceled)


def test_f08_limits_of_the_server_are_those_of_the_work_that_asks(own) -> None:
    def limit() -> str:
        return execute("SHOW statement_timeout").fetchone()[0]

    found = [limit()]
    with deadlines.request():
        found.append(limit())
        with transaction():
            found.append(limit())
        with deadlines.long_request(), transaction():
            found.append(limit())
        found.append(limit())
    found.append(limit())

    assert found == ["0", "5s", "5s", "0", "5s", "0"]


def test_f08_nobody_waits_for_a_server_that_is_stopped(own, threads) -> None:
    assert in_all(threads) == [1] * ASKERS
    patient = ThreadPoolExecutor(1)
    patient.submit(execute, "SELECT 1").result()

    with own.frozen():
        begun = time.monotonic()
        waiting = patient.submit(lambda: execute("SELECT 1").fetchone()[0])
        first = in_all(threads)
        first_took = time.monotonic() - begun
        later = [in_all(threads) for _ in range(3)]
        took = time.monotonic() - begun
        is_waiting = not waiting.done()

    assert [type(driver_error(each)) for each in first] == [NoAnswer] * ASKERS
    assert first_took < 9
    assert {type(each) for round_ in later for each in round_} == {DatabaseSilent}
    # One of each round waits a second for whether it answers again; all would be 18 or 24.
    assert took - first_took < 9
    assert is_waiting
    assert waiting.result(10) == 1
    assert is_used_again(threads)
    patient.shutdown()


def is_used_again(threads: ThreadPoolExecutor) -> bool:
    """Whether all threads find the database within five seconds."""
    return eventually(lambda: in_all(threads) == [1] * ASKERS, seconds=5)


def test_f08_connecting_to_a_stopped_server_takes_a_second(own, threads) -> None:
    with own.frozen():
        begun = time.monotonic()
        found = in_all(threads)
        took = time.monotonic() - begun

    assert {type(driver_error(each)) for each in found} <= {NoAnswer, DatabaseSilent}
    assert took < 5
    assert is_used_again(threads)


@pytest.mark.parametrize("is_committing", [False, True])
def test_f08_a_transaction_without_an_answer_leaves_nothing_behind(own, is_committing) -> None:
    def run() -> None:
        with deadlines.request(), transaction():
            execute("INSERT INTO things VALUES ('unanswered')")
            stopped = own.frozen()
            stopped.__enter__()
            opened.append(stopped)
            if not is_committing:
                execute("SELECT 1")

    opened: list[object] = []
    with pytest.raises(peewee.OperationalError) as error:
        run()
    opened[0].__exit__(None, None, None)

    assert isinstance(driver_error(error.value), NoAnswer)
    assert connections.is_passing(error.value)
    assert not databases.db.in_transaction()
    assert execute("SELECT 1").fetchone()[0] == 1
    if not is_committing:
        assert execute("SELECT count(*) FROM things").fetchone()[0] == 0


def test_f08_a_connection_that_was_cut_while_idle_is_replaced_in_silence(
    own, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "IDLE_SECONDS", 0.0)
    before = ask("SELECT pg_backend_pid()")
    end(own, before)

    assert ask() == 1
    with transaction():
        execute("SELECT 1")
    assert ask("SELECT pg_backend_pid()") != before


def end(own: postgres.Server, pid: object) -> None:
    """End a session as an administrator would, and wait until it is over."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
    with psycopg.connect(f"{own.address}/postgres", autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        eventually(lambda: other.execute(asked, (pid,)).fetchone() == (0,))


def test_f08_a_connection_that_broke_in_a_transaction_is_not_mistaken_for_a_commit(own) -> None:
    def run() -> None:
        with transaction():
            execute("INSERT INTO things VALUES ('lost')")
            end(own, execute("SELECT pg_backend_pid()").fetchone()[0])
            # Somebody notices and goes on.
            assert isinstance(attempt(lambda: execute("SELECT 1")), peewee.OperationalError)

    with pytest.raises(peewee.OperationalError):
        run()

    assert execute("SELECT count(*) FROM things").fetchone()[0] == 0


def test_f08_a_server_that_refuses_is_not_silent() -> None:
    databases.connect("postgresql://127.0.0.1:9/xa")

    for _ in range(3):
        assert type(ask()) is peewee.OperationalError
    databases.close()


def test_f08_a_state_tells_what_passes_in_any_language() -> None:
    said = {
        psycopg.errors.AdminShutdown("kết thúc kết nối do lệnh của quản trị viên"): True,
        psycopg.errors.DeadlockDetected("phát hiện khóa chết"): True,
        psycopg.errors.TooManyConnections("quá nhiều người"): True,
        psycopg.errors.UndefinedTable("busy: quan hệ không tồn tại"): False,
    }

    assert {error: connections.is_passing(peewee.OperationalError(error)) for error in said} == said


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[apsw.Connection]:
    """A SQLite file that somebody else has for himself."""
    monkeypatch.setattr(connections, "BUSY_SECONDS", 1)
    databases.connect(f"sqlite:///{tmp_path}/xa.db")
    databases.make_files()
    execute("CREATE TABLE things (name TEXT)")
    databases.close()
    holder = apsw.Connection(str(tmp_path / "xa.db"))
    holder.execute(
        "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x)"
    ).fetchall()
    yield holder
    holder.close()
    databases.close()


def test_f09_nobody_queues_up_for_a_file_that_somebody_holds(held, threads) -> None:
    def read() -> object:
        return ask("SELECT count(*) + 1 FROM things")

    first = in_all(threads, read)
    begun = time.monotonic()
    later = [in_all(threads, read) for _ in range(4)]
    took = time.monotonic() - begun
    held.close()

    assert {type(driver_error(each)) for each in first} <= {apsw.BusyError, DatabaseSilent}
    assert {type(each) for round_ in later for each in round_} == {DatabaseSilent}
    # A second for one of each round; all of them would wait for it four times again and again.
    assert took < 8
    assert is_used_again(threads)


def test_f09_a_writer_who_waits_in_vain_keeps_no_reader_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)
    databases.connect(f"sqlite:///{tmp_path}/xa.db")
    databases.make_files()
    execute("CREATE TABLE things (name TEXT)")
    writer = apsw.Connection(str(tmp_path / "xa.db"))
    writer.execute("BEGIN IMMEDIATE")

    def write() -> None:
        with deadlines.request(), transaction():
            execute("INSERT INTO things VALUES ('late')")

    refusal = attempt(write)

    assert isinstance(driver_error(refusal), apsw.BusyError)
    assert not databases.db.breaker.is_open
    assert ask("SELECT count(*) FROM things") == 0
    writer.close()
    databases.close()


class Probe:
    """Says whether the database answers, and counts how often it was asked."""

    def __init__(self) -> None:
        self.answer, self.count = False, 0

    def __call__(self) -> bool:
        self.count += 1
        return self.answer


def test_a_request_that_has_waited_in_vain_does_not_wait_again() -> None:
    probe = Probe()
    breaker = Breaker(probe)

    with deadlines.request():
        breaker.open()
        for _ in range(3):
            with pytest.raises(DatabaseSilent):
                breaker.check()
        with deadlines.request(), pytest.raises(DatabaseSilent):
            breaker.check()

    assert probe.count == 0


def test_a_probe_without_an_answer_is_not_repeated_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadlines, "_PROBE_PAUSE", 60)
    probe = Probe()
    breaker = Breaker(probe)
    with deadlines.request():
        breaker.open()

    for _ in range(3):
        with deadlines.request(), pytest.raises(DatabaseSilent):
            breaker.check()

    assert probe.count == 1


def test_one_probe_that_is_answered_lets_everybody_through() -> None:
    probe = Probe()
    breaker = Breaker(probe)
    with deadlines.request():
        breaker.open()

    probe.answer = True
    with deadlines.request():
        breaker.check()

    assert (breaker.is_open, probe.count) == (False, 1)


def test_who_answers_no_request_is_never_refused() -> None:
    probe = Probe()
    breaker = Breaker(probe)
    with deadlines.request():
        breaker.open()

    breaker.check()

    assert breaker.is_open
    assert probe.count == 0


def test_work_outside_of_requests_refuses_nobody() -> None:
    breaker = Breaker(Probe())

    breaker.open()

    assert not breaker.is_open
