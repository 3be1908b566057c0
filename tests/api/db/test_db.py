"""The databases are opened safely, and an answer that may come later is told from a mistake."""

import threading
from pathlib import Path

import apsw
import peewee
import psycopg
import pytest

from api.db import connections, databases
from api.db.connections import UnsafeDatabase
from api.db.databases import execute, execute_many
from api.db.unit_of_work import transaction
from api.setting.database_url import identity, sqlite_files
from api.settings import SettingsError
from tests import postgres as postgres_server
from tests.api.db.things import Thing


def test_it_really_sets_what_keeps_sqlite_safe(tmp_path: Path) -> None:
    databases.connect(f"sqlite:///{tmp_path}/xa.db")
    databases.make_files()

    for database in (databases.db, databases.views_db):
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [execute(f"PRAGMA {name}", on=database).fetchone()[0] for name in asked]
        assert found == ["wal", 2, 1, 5_000]
    databases.close()


def test_it_keeps_view_counts_in_a_file_beside_the_content(tmp_path: Path) -> None:
    files = sqlite_files(f"sqlite:///{tmp_path}/x%C3%A3.db")

    assert [file.name for file in files] == ["xã.db", "xã-views.db"]


def test_t80_it_refuses_a_sqlite_that_can_lose_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")

    with pytest.raises(UnsafeDatabase, match=r"SQLite 3\.51\.2 .* 3\.51\.3 or newer is needed"):
        databases.connect("sqlite:///unused.db")


def test_it_says_in_one_line_that_a_folder_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(SettingsError, match=r"CONGXA_DATABASE_URL: .*/file.* cannot be used"):
        databases.connect(f"sqlite:///{tmp_path}/file/xa.db")


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
        "options": "-c lock_timeout=5s -c jit=off -c max_parallel_workers_per_gather=0",
        "sslmode": "require",
        "application_name": "a+b",
    }


def test_an_address_may_take_away_what_is_set_by_default() -> None:
    opened = connections.open_postgresql("postgresql:///xa?options=&host=/run&connect_timeout=1")

    assert opened.connect_params == {"host": "/run", "connect_timeout": "1"}


def test_it_connects_to_postgresql_with_options_of_the_address(
    postgres: postgres_server.Server,
) -> None:
    databases.connect(f"{postgres.address}/postgres?application_name=xa%20yen")

    asked = [execute(f"SHOW {name}").fetchone()[0] for name in ("lock_timeout", "application_name")]

    assert asked == ["5s", "xa yen"]
    databases.close()


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
    assert (identity(one) == identity(other)) is is_same


def test_a_writer_who_waits_too_long_gets_a_passing_error(
    things: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    databases.close()
    monkeypatch.setattr(connections, "BUSY_SECONDS", 1)
    databases.connect(things)
    databases.make_files()
    Thing.create(name="a")
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction():
            Thing.update(size=1).execute()
            held.set()
            over.wait(10)
        databases.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    with pytest.raises(peewee.OperationalError) as refusal, transaction():
        Thing.update(size=2).execute()
    over.set()
    holder.join()

    assert connections.is_passing(refusal.value)
    assert Thing.get_by_id("a").size == 1


def test_a_mistake_of_ours_is_not_a_passing_error(things: str) -> None:
    with pytest.raises(peewee.DatabaseError) as refusal:
        execute("SELECT * FROM nothing_here")

    assert not connections.is_passing(refusal.value)


def test_a_server_that_is_away_is_a_passing_error() -> None:
    databases.connect("postgresql://127.0.0.1:9/xa")

    with pytest.raises(peewee.OperationalError) as refusal:
        execute("SELECT 1")

    assert connections.is_passing(refusal.value)


def test_a_connection_that_was_cut_is_a_passing_error_and_opened_again(things: str) -> None:
    if databases.is_sqlite():
        return
    pid = execute("SELECT pg_backend_pid()").fetchone()[0]
    with psycopg.connect(things, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))

    with pytest.raises(peewee.OperationalError) as refusal:
        execute("SELECT 1")
    databases.close()

    assert connections.is_passing(refusal.value)
    assert execute("SELECT 1").fetchone()[0] == 1


def test_it_executes_a_statement_for_each_row(things: str) -> None:
    execute_many('INSERT INTO "thing" ("name", "size") VALUES (?, ?)', [("a", 1), ("b", 2)])

    found = {row.name: row.size for row in Thing.select()}
    assert found == {"a": 1, "b": 2}


def test_it_writes_a_great_many_rows_at_once(things: str) -> None:
    with transaction() as tx:
        for number in range(3_000):
            tx.add(Thing(name=f"{number:04}"))

    assert Thing.select().count() == 3_000
