"""The databases are opened safely, and a transaction keeps all of its parts or none."""

import threading
from collections.abc import Iterator
from pathlib import Path

import apsw
import peewee
import psycopg
import pytest

from api.core import connections, db
from api.core.connections import UnsafeDatabase
from api.core.db import current, execute, execute_many, remember, transaction
from api.core.fields import IntegerField, KeyField
from api.settings import SettingsError
from tests import postgres as postgres_server


class Thing(db.Model):
    """A row for these tests."""

    name = KeyField(primary_key=True)
    size = IntegerField(default=0)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One database of each kind for all tests here."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('db')}/xa.db"
        return
    server = request.getfixturevalue("postgres")
    made = server.create()
    yield made
    server.drop(made)


@pytest.fixture
def things(url: str) -> Iterator[str]:
    """A connected database with an empty table of our own."""
    db.connect(url)
    Thing.create_table()
    Thing.delete().execute()
    yield url
    db.close()


def names() -> list[str]:
    return [row.name for row in Thing.select().order_by(Thing.name)]


def test_it_really_sets_what_keeps_sqlite_safe(tmp_path: Path) -> None:
    db.connect(f"sqlite:///{tmp_path}/xa.db")

    for database in (db.db, db.views_db):
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [execute(f"PRAGMA {name}", on=database).fetchone()[0] for name in asked]
        assert found == ["wal", 2, 1, 5_000]
    db.close()


def test_it_keeps_view_counts_in_a_file_beside_the_content(tmp_path: Path) -> None:
    files = connections.sqlite_files(f"sqlite:///{tmp_path}/x%C3%A3.db")

    assert [file.name for file in files] == ["xã.db", "xã-views.db"]


def test_t80_it_refuses_a_sqlite_that_can_lose_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")

    with pytest.raises(UnsafeDatabase, match=r"SQLite 3\.51\.2 .* 3\.51\.3 or newer is needed"):
        db.connect("sqlite:///unused.db")


def test_it_says_in_one_line_that_a_folder_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(SettingsError, match=r"CONGXA_DATABASE_URL: .*/file.* cannot be used"):
        db.connect(f"sqlite:///{tmp_path}/file/xa.db")


def test_it_passes_all_parts_of_an_address_to_postgresql() -> None:
    url = "postgresql://x%C3%A3:p%40s%2Fs+@[::1]:5433/c%E1%BB%95ng?sslmode=require&application_name=a+b"

    opened = connections.open_postgresql(url)

    assert opened.database == "cổng"
    assert opened.connect_params == {
        "host": "::1",
        "port": 5433,
        "user": "xã",
        "password": "p@s/s+",
        "connect_timeout": 5,
        "options": "-c lock_timeout=5s",
        "sslmode": "require",
        "application_name": "a+b",
    }


def test_an_address_may_take_away_what_is_set_by_default() -> None:
    opened = connections.open_postgresql("postgresql:///xa?options=&host=/run&connect_timeout=1")

    assert opened.connect_params == {"host": "/run", "connect_timeout": "1"}


def test_it_connects_to_postgresql_with_options_of_the_address(
    postgres: postgres_server.Server,
) -> None:
    db.connect(f"{postgres.address}/postgres?application_name=xa%20yen")

    asked = [execute(f"SHOW {name}").fetchone()[0] for name in ("lock_timeout", "application_name")]

    assert asked == ["5s", "xa yen"]
    db.close()


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("sqlite:///var/a.db", "sqlite:///./var/../var/a.db", True),
        ("sqlite:///var/a.db", "sqlite:///var/b.db", False),
        ("postgresql://a:x@h/d", "postgresql://b@h:5432/d?sslmode=require", True),
        ("postgresql://h/d", "postgresql://h/e", False),
        ("postgresql://h:1/d", "postgresql://h:2/d", False),
    ],
)
def test_it_knows_one_database_in_every_spelling(one: str, other: str, is_same: bool) -> None:
    assert (connections.identity(one) == connections.identity(other)) is is_same


def test_it_commits_rows_that_wait_to_the_end(things: str) -> None:
    with transaction() as tx:
        tx.add(Thing(name="b", size=1))
        row = Thing(name="a")
        tx.add(row)
        row.size = 7
        assert names() == []
        assert tx.is_new(row)

    assert names() == ["a", "b"]
    assert Thing.get_by_id("a").size == 7


def test_it_writes_what_waits_when_asked(things: str) -> None:
    with transaction() as tx:
        row = Thing(name="a")
        tx.add(row)
        tx.write_rows()
        assert names() == ["a"]
        assert not tx.is_new(row)
        tx.add(gone := Thing(name="b"))
        tx.discard(gone)

    assert names() == ["a"]


def test_a_nested_transaction_is_a_part_of_the_outer_one(things: str) -> None:
    with transaction() as outer:
        with transaction() as inner:
            inner.add(Thing(name="a"))
        assert inner is outer
        assert names() == []

    assert names() == ["a"]
    assert current() is None


def test_a_failure_drops_rows_statements_and_calls(things: str) -> None:
    told: list[str] = []

    def attempt() -> None:
        with transaction() as tx:
            tx.add(Thing(name="a"))
            Thing.create(name="b")
            tx.before_commit(lambda: told.append("before"))
            tx.after_commit(lambda: told.append("after"))
            tx.after_rollback(lambda: told.append("undone"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attempt()

    assert names() == []
    assert told == ["undone"]
    assert current() is None


def test_a_part_that_failed_cannot_be_left_out(things: str) -> None:
    def attempt() -> None:
        with transaction() as tx:
            tx.add(Thing(name="a"))
            with pytest.raises(ZeroDivisionError), transaction():
                raise ZeroDivisionError

    with pytest.raises(db.PartlyFailed):
        attempt()

    assert names() == []


def test_calls_come_in_order_and_see_what_they_may(things: str) -> None:
    told: list[tuple[str, list[str]]] = []

    with transaction() as tx:
        tx.at_last(lambda: told.append(("last", names())))
        tx.before_commit(lambda: (tx.add(Thing(name="b")), told.append(("before", names()))))
        tx.after_commit(lambda: told.append(("after", names())))
        tx.add(Thing(name="a"))

    assert told == [("before", []), ("last", []), ("after", ["a", "b"])]


def test_a_call_that_fails_keeps_no_other_from_being_made(things: str) -> None:
    told: list[str] = []

    def fail() -> None:
        raise OSError("the disk is full")

    def attempt() -> None:
        with transaction() as tx:
            tx.add(Thing(name="a"))
            tx.after_commit(fail)
            tx.after_commit(lambda: told.append("announced"))

    with pytest.raises(OSError, match="full"):
        attempt()

    assert told == ["announced"]
    assert names() == ["a"]


def test_a_call_before_the_commit_that_fails_undoes_all(things: str) -> None:
    told: list[str] = []

    def fail() -> None:
        raise OSError("the disk is full")

    def attempt() -> None:
        with transaction() as tx:
            Thing.create(name="a")
            tx.before_commit(fail)
            tx.after_rollback(fail)
            tx.after_rollback(lambda: told.append("undone"))

    with pytest.raises(OSError, match="full"):
        attempt()

    assert names() == []
    assert told == ["undone"]


def test_a_refused_commit_is_undone_like_any_failure(things: str) -> None:
    told: list[str] = []
    Thing.create(name="a")

    def attempt() -> None:
        with transaction() as tx:
            Thing.create(name="b")
            tx.add(Thing(name="a"))
            tx.after_rollback(lambda: told.append("undone"))

    with pytest.raises(peewee.IntegrityError):
        attempt()

    assert names() == ["a"]
    assert told == ["undone"]
    Thing.create(name="c")


def test_it_asks_once_in_a_transaction_and_each_time_outside(things: str) -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    with transaction():
        assert [remember("x", ask), remember("x", ask)] == [1, 1]
        db.forget()
        assert remember("x", ask) == 2

    assert [remember("x", ask), remember("x", ask)] == [3, 4]


def test_it_keeps_one_object_for_each_key(things: str) -> None:
    with transaction() as tx:
        kept = tx.keep("log", list)
        db.forget()
        assert tx.keep("log", list) is kept
        assert tx.kept("log") is kept
        assert tx.kept("other") is None


def test_each_thread_has_a_transaction_of_its_own(things: str) -> None:
    found: list[object] = []

    def look() -> None:
        found.append(current())
        found.append(names())
        db.close()

    with transaction():
        Thing.create(name="a")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    assert found == [None, []]


def test_a_writer_who_waits_too_long_gets_a_passing_error(
    things: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.close()
    monkeypatch.setattr(connections, "BUSY_SECONDS", 1)
    db.connect(things)
    Thing.create(name="a")
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction():
            Thing.update(size=1).execute()
            held.set()
            over.wait(10)
        db.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    with pytest.raises(peewee.OperationalError) as refusal, transaction():
        Thing.update(size=2).execute()
    over.set()
    holder.join()

    assert db.is_passing(refusal.value)
    assert Thing.get_by_id("a").size == 1


def test_a_mistake_of_ours_is_not_a_passing_error(things: str) -> None:
    with pytest.raises(peewee.DatabaseError) as refusal:
        execute("SELECT * FROM nothing_here")

    assert not db.is_passing(refusal.value)


def test_a_server_that_is_away_is_a_passing_error() -> None:
    db.connect("postgresql://127.0.0.1:9/xa")

    with pytest.raises(peewee.OperationalError) as refusal:
        execute("SELECT 1")

    assert db.is_passing(refusal.value)


def test_a_connection_that_was_cut_is_a_passing_error_and_opened_again(things: str) -> None:
    if db.is_sqlite():
        return
    pid = execute("SELECT pg_backend_pid()").fetchone()[0]
    with psycopg.connect(things, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))

    with pytest.raises(peewee.OperationalError) as refusal:
        execute("SELECT 1")
    db.close()

    assert db.is_passing(refusal.value)
    assert execute("SELECT 1").fetchone()[0] == 1


def test_it_executes_a_statement_for_each_row(things: str) -> None:
    execute_many('INSERT INTO "thing" ("name", "size") VALUES (?, ?)', [("a", 1), ("b", 2)])

    assert names() == ["a", "b"]


def test_it_writes_a_great_many_rows_at_once(things: str) -> None:
    with transaction() as tx:
        for number in range(3_000):
            tx.add(Thing(name=f"{number:04}"))

    assert len(names()) == 3_000
