"""Migrations are numbered without a gap, and end exactly where the models are."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.db import databases, migrate
from api.db.databases import execute
from tests.contract.models import content_models, views_models

FOLDERS = ("content", "views")
Schema = dict[str, Any]


@pytest.fixture
def migrated(database_url: str) -> Iterator[str]:
    """A connected database that migrations have made."""
    databases.connect(database_url)
    yield database_url
    databases.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_migrations_are_numbered_without_a_gap(folder: str) -> None:
    names = sorted(path.stem for path in (migrate.MIGRATIONS / folder).glob("*.py"))

    first = int(names[0][:4])
    assert [int(name[:4]) for name in names] == list(range(first, first + len(names)))
    assert all(re.fullmatch(r"[0-9]{4}_[a-z_]+", name) for name in names)


def test_migrations_end_where_the_models_are(migrated: str, empty_database_url: str) -> None:
    by_migrations = _schemas()
    databases.close()
    databases.connect(empty_database_url)
    databases.make_files()

    databases.db.create_tables(content_models())
    databases.views_db.create_tables(views_models())

    by_models = _schemas()
    assert sorted(by_migrations) == sorted(by_models)
    for table, schema in by_models.items():
        assert by_migrations[table] == schema, table


def test_every_table_belongs_to_a_model() -> None:
    root = Path(migrate.__file__).parents[2]
    models = {
        ".".join(path.relative_to(root).with_suffix("").parts)
        for path in (root / "api").rglob("models.py")
    }

    listed = {model.__module__ for model in (*content_models(), *views_models())}

    assert models == listed


def test_the_counter_begins_with_an_epoch_of_its_own(migrated: str, sqlite_template: Path) -> None:
    row = execute('SELECT "id", "seq", "audit_number", "epoch" FROM "counter"').fetchall()

    assert [each[:3] for each in row] == [(1, 0, 0)]
    assert re.fullmatch(r"[0-9a-f]{16}", row[0][3])


def _schemas() -> Schema:
    found = (
        _sqlite(databases.db) | _sqlite(databases.views_db)
        if databases.is_sqlite()
        else _postgresql()
    )
    return {name: each for name, each in found.items() if not name.endswith("migration")}


def _sqlite(database: Any) -> Schema:
    tables = execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        on=database,
    ).fetchall()
    return {
        name: {
            "table": execute(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,), database
            ).fetchone(),
            "indexes": sorted(
                execute(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?",
                    (name,),
                    database,
                ).fetchall(),
                key=str,
            ),
        }
        for (name,) in tables
    }


COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull, collname,
           pg_get_expr(adbin, adrelid)
    FROM pg_attribute
    LEFT JOIN pg_collation ON pg_collation.oid = attcollation
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname
"""
CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ?::regclass AND contype <> 'n' ORDER BY conname
"""


def _postgresql() -> Schema:
    tables = execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = ? ORDER BY indexname"
    return {
        name: {
            "columns": execute(COLUMNS, (f'"{name}"',)).fetchall(),
            "constraints": execute(CONSTRAINTS, (f'"{name}"',)).fetchall(),
            "indexes": execute(indexes, (name,)).fetchall(),
        }
        for (name,) in tables
    }
