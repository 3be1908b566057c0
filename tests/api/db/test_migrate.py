"""Migrating brings any older database here, once, whoever asks at the same time; never back."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
import psycopg
import pytest
from playhouse.migrations import Migration

from api.db import connections, databases, locks, migrate
from api.db.migrate import NewerDatabase, OutdatedDatabase
from tests.postgres import Server

PROGRAM = (
    "import sys; from api.db import databases as db, migrate;"
    "db.connect(sys.argv[1]); print(*migrate.migrate(), sep='\\n')"
)


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[str]:
    """A connected database without a table."""
    databases.connect(empty_database_url)
    databases.make_files()
    yield empty_database_url
    databases.close()


def files() -> list[str]:
    return [path.stem for path in sorted(migrate.MIGRATIONS.glob("*/*.py"))]


def history(table: str, on: Any) -> list[str]:
    return [row[0] for row in databases.execute(f'SELECT "name" FROM "{table}"', on=on).fetchall()]


def histories() -> list[str]:
    of_content = history("migration", databases.db)
    return of_content + history("views_migration", databases.views_db)


def advisory_locks() -> list[object]:
    return databases.execute("SELECT * FROM pg_locks WHERE locktype = 'advisory'").fetchall()


def test_it_fills_an_empty_database_and_then_has_nothing_to_do(empty: str) -> None:
    assert sorted(migrate.pending()) == sorted(files())

    first, second = migrate.migrate(), migrate.migrate()

    assert sorted(first) == sorted(files())
    assert second == []
    assert migrate.pending() == []
    assert sorted(histories()) == sorted(files())


def lose(monkeypatch: pytest.MonkeyPatch, races: int) -> None:
    """Let a migration be rolled back so many times, as by nodes that go on answering."""
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0)
    load, left = Migration.load, iter(range(races))

    def loaded(self: Migration) -> Any:
        module = load(self)
        up = module.up

        def losing(*given: Any) -> None:
            up(*given)
            if self.name == "0026_push" and next(left, None) is not None:
                error = peewee.OperationalError("deadlock detected")
                error.orig = psycopg.errors.DeadlockDetected("deadlock detected")
                raise error

        module.up = losing
        return module

    monkeypatch.setattr(Migration, "load", loaded)


def test_who_loses_a_race_tries_again(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lose(monkeypatch, migrate.TRIES - 1)

    assert sorted(migrate.migrate()) == sorted(files())
    assert sorted(histories()) == sorted(files())


def test_who_loses_each_race_says_so(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lose(monkeypatch, migrate.TRIES)

    with pytest.raises(peewee.OperationalError, match="deadlock"):
        migrate.migrate()
    assert "0026_push" in migrate.pending()


LOCKING = """
def up(migrator, db):
    named = "name IN ('deadlock_timeout', 'lock_timeout') ORDER BY name"
    limits = db.execute_sql(f"SELECT setting::int FROM pg_settings WHERE {named}").fetchall()
    (deadlock,), (lock,) = limits
    held = db.execute_sql("SELECT mode FROM pg_locks WHERE relation = 'document'::regclass")
    assert (0 < lock < deadlock, held.fetchall()) == (True, [("AccessExclusiveLock",)])
    for table in ("counter", "document", "article"):
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN next TEXT")
"""


def test_it_lets_go_of_all_while_somebody_holds_what_it_needs(
    postgres: Server, postgres_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.create(template=postgres_template)
    databases.connect(url)
    migrations = shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations")
    (migrations / "content" / "0999_next.py").write_text(LOCKING)
    monkeypatch.setattr(migrate, "MIGRATIONS", migrations)
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE article IN ACCESS SHARE MODE")

        def meanwhile(_seconds: float) -> None:
            other.execute("UPDATE document SET version = version")
            other.rollback()

        monkeypatch.setattr(time, "sleep", meanwhile)
        done = migrate.migrate()
    limit = databases.execute("SHOW lock_timeout").fetchone()[0]
    databases.close()
    postgres.drop(url)

    assert (done, limit) == (["0999_next"], f"{connections.BUSY_SECONDS}s")


def test_it_asks_for_the_state_without_writing(empty: str) -> None:
    migrate.pending()
    migrate.require_known()

    assert databases.db.get_tables() == []


@pytest.mark.parametrize("which", ["db", "views_db"])
def test_it_refuses_a_database_of_a_newer_version(database_url: str, which: str) -> None:
    databases.connect(database_url)
    table = "migration" if which == "db" else "views_migration"
    sql = f'INSERT INTO "{table}" ("name", "applied") VALUES (\'0999_later\', \'2030-01-01\')'
    databases.execute(sql, on=getattr(databases, which))

    for attempt in (migrate.migrate, migrate.require_known):
        with pytest.raises(NewerDatabase, match="newer version \\(0999_later\\); install it"):
            attempt()

    databases.execute(
        f'DELETE FROM "{table}" WHERE "name" = \'0999_later\'', on=getattr(databases, which)
    )
    assert migrate.migrate() == []
    databases.close()


@pytest.mark.parametrize("folder", ["content", "views"])
def test_who_runs_goes_on_unless_what_it_needs_was_taken_away(folder: str) -> None:
    last = sorted((migrate.MIGRATIONS / folder).glob("0*.py"))[-1].stem
    had = [f"{folder}/{path.stem}" for path in (migrate.MIGRATIONS / folder).glob("0*.py")]
    added, no_more_needed = f"{folder}/0998_more", f"{folder}/0999_less_since_{last[:4]}"

    migrate.require_known([*had, added, no_more_needed], is_running=True)

    with pytest.raises(NewerDatabase, match=r"newer version \(1000_less_since_0998\)"):
        migrate.require_known(
            [*had, added, no_more_needed, f"{folder}/1000_less_since_0998"], is_running=True
        )
    with pytest.raises(NewerDatabase, match=r"newer version \(0998_more\)"):
        migrate.require_known([*had, added])


@pytest.mark.parametrize("which", ["db", "views_db"])
def test_one_of_before_the_first_schema_is_refused_and_one_that_had_it_is_not(
    database_url: str, which: str
) -> None:
    databases.connect(database_url)
    place, on = ("migration", "views_migration")[which == "views_db"], getattr(databases, which)
    (first,) = {"0022_unheld_media", "0003_counting"} & {*history(place, on)}
    note = f'INSERT INTO "{place}" ("name", "applied") VALUES (\'0001_initial\', \'2026-07-01\')'
    databases.execute(note, on=on)
    assert migrate.migrate() == []

    databases.execute(f'DELETE FROM "{place}" WHERE "name" = ?', (first,), on)

    for attempt in (migrate.migrate, migrate.require_known):
        with pytest.raises(OutdatedDatabase, match=f"too old for this version \\({first}"):
            attempt()
    databases.close()


def test_processes_that_migrate_at_once_apply_each_migration_once(empty: str) -> None:
    databases.close()

    started = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, empty], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    printed = [process.communicate(timeout=60)[0].split() for process in started]

    assert [process.returncode for process in started] == [0, 0, 0]
    assert sorted(name for names in printed for name in names) == sorted(files())
    databases.connect(empty)
    assert sorted(histories()) == sorted(files())


def test_it_waits_for_whoever_migrates_and_gives_the_lock_back(empty: str) -> None:
    with locks.alone(locks.MIGRATION):
        other = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, empty], stdout=subprocess.PIPE, text=True
        )
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(1)
        assert databases.db.get_tables() == []

    printed = other.communicate(timeout=60)[0].split()
    assert sorted(printed) == sorted(files())
    if not databases.is_sqlite():
        assert advisory_locks() == []


def test_a_migration_that_fails_leaves_nothing_and_gives_the_lock_back(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations")
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path / "migrations")
    broken = tmp_path / "migrations" / "content" / "0900_broken.py"
    broken.write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('CREATE TABLE half (id INTEGER)')\n"
        "    raise RuntimeError('half way')\n"
    )

    with pytest.raises(RuntimeError, match="half way"):
        migrate.migrate()

    assert "half" not in databases.db.get_tables()
    left = migrate.pending()
    assert "0900_broken" in left
    if not databases.is_sqlite():
        assert advisory_locks() == []
    broken.write_text("def up(migrator, db):\n    pass\n")
    assert migrate.migrate() == left
