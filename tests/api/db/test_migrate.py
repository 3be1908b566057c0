"""Migrating brings any older database here, once, whoever asks at the same time; never back."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.db import databases, locks, migrate
from api.db.migrate import NewerDatabase

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


def history() -> list[str]:
    tables = (("migration", databases.db), ("views_migration", databases.views_db))
    rows = [
        databases.execute(f'SELECT "name" FROM "{name}"', on=on).fetchall() for name, on in tables
    ]
    return [row[0] for found in rows for row in found]


def advisory_locks() -> list[object]:
    return databases.execute("SELECT * FROM pg_locks WHERE locktype = 'advisory'").fetchall()


def test_it_fills_an_empty_database_and_then_has_nothing_to_do(empty: str) -> None:
    assert sorted(migrate.pending()) == sorted(files())

    first, second = migrate.migrate(), migrate.migrate()

    assert sorted(first) == sorted(files())
    assert second == []
    assert migrate.pending() == []
    assert sorted(history()) == sorted(files())


def test_it_asks_for_the_state_without_writing(empty: str) -> None:
    migrate.pending()
    migrate.check_not_newer()

    assert databases.db.get_tables() == []


@pytest.mark.parametrize("which", ["db", "views_db"])
def test_it_refuses_a_database_of_a_newer_version(database_url: str, which: str) -> None:
    databases.connect(database_url)
    table = "migration" if which == "db" else "views_migration"
    sql = f'INSERT INTO "{table}" ("name", "applied") VALUES (\'0999_later\', \'2030-01-01\')'
    databases.execute(sql, on=getattr(databases, which))

    for attempt in (migrate.migrate, migrate.check_not_newer):
        with pytest.raises(NewerDatabase, match="newer version \\(0999_later\\); install it"):
            attempt()

    databases.execute(
        f'DELETE FROM "{table}" WHERE "name" = \'0999_later\'', on=getattr(databases, which)
    )
    assert migrate.migrate() == []
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
    assert sorted(history()) == sorted(files())


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
