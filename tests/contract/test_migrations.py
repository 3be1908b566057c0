"""Migrations are numbered without a gap, and end exactly where the models are."""

import json
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

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
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


def test_the_files_of_media_kept_before_are_known_by_their_keys(empty_database_url: str) -> None:
    databases.connect(empty_database_url)
    databases.make_files()
    content, _views = migrate._runners()
    content.up("0001_initial")
    sql = "INSERT INTO \"media\" VALUES (?, ?, 'jpeg', 1, 1, 1, '', ?, '2026-07-11')"
    for name, keys in (("a", ["1.jpg", "2.jpg"]), ("b", ["2.jpg"])):
        execute(sql, (name, f"{name}.jpg", json.dumps([{"key": key} for key in keys])))

    migrate.migrate()

    found = execute('SELECT "key", "media" FROM "media_file" ORDER BY 1, 2').fetchall()
    assert found == [("1.jpg", "a"), ("2.jpg", "a"), ("2.jpg", "b")]
    databases.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", []),
        ("http://127.0.0.1:8000", [("base_url", "http://127.0.0.1:8000", True)]),
        ("https://xa.vn", [("base_url", "https://xa.vn", False)]),
    ],
)
def test_the_address_of_links_is_kept_as_chosen_unless_only_this_machine_can_call_it(
    empty_database_url: str, before: str, after: list[tuple[str, str, bool]]
) -> None:
    databases.connect(empty_database_url)
    databases.make_files()
    content, _views = migrate._runners()
    content.up("0007_search_spellings")
    execute("UPDATE counter SET base_url = ?", (before,))

    migrate.migrate()

    assert execute('SELECT "name", "value", "is_default" FROM "kept_setting"').fetchall() == after
    databases.close()


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
