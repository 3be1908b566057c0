"""Migrations are numbered without a gap, only add, and end exactly where the models are."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api.db import databases, migrate
from api.db.databases import execute
from api.operations.tables import content_models, views_models

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
    assert all(re.fullmatch(r"[0-9]{4}_[a-z_]+(_since_[0-9]{4})?", name) for name in names)


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


class Shape(NamedTuple):
    """What whoever writes must know: columns, and what of a table is there once."""

    columns: dict[tuple[str, str], tuple[str, bool, str | None]]
    unique: set[tuple[str, ...]]


def test_a_migration_only_adds_unless_its_name_says_since_when(empty_database_url: str) -> None:
    databases.connect(empty_database_url)
    databases.make_files()
    for runner in migrate._runners():
        before = Shape({}, set())
        for each in runner.migrations():
            runner.up(each.name)
            after = shape(runner.database)
            if not re.search("_since_[0-9]{4}$", each.name):
                assert hindrances(before, after) == [], each.name
            before = after
    databases.close()


TAKING = (
    'ALTER TABLE "t" DROP COLUMN "word"',
    'ALTER TABLE "t" RENAME COLUMN "word" TO "term"',
    'DROP TABLE "t"',
    'CREATE UNIQUE INDEX "t_word" ON "t" ("word")',
    'ALTER TABLE "t" ADD COLUMN "new" TEXT NOT NULL',
)
ADDING = (
    'ALTER TABLE "t" ADD COLUMN "new" TEXT',
    'ALTER TABLE "t" ADD COLUMN "new" TEXT NOT NULL DEFAULT \'\'',
    'CREATE TABLE "u" ("word" TEXT NOT NULL UNIQUE)',
)


def test_what_takes_something_away_is_seen(empty_database_url: str) -> None:
    databases.connect(empty_database_url)
    databases.make_files()
    for statement in (*ADDING, *TAKING):
        if databases.is_sqlite() and statement.endswith("NOT NULL"):
            continue  # SQLite refuses it by itself.
        execute('CREATE TABLE "t" ("id" INTEGER NOT NULL PRIMARY KEY, "word" TEXT)')
        before = shape(databases.db)
        execute(statement)
        assert (hindrances(before, shape(databases.db)) == []) is (statement in ADDING), statement
        for table in databases.db.get_tables():
            execute(f'DROP TABLE "{table}"')
    databases.close()


def shape(database: Any) -> Shape:
    tables = [name for name in database.get_tables() if not name.endswith("migration")]
    columns = [each for table in tables for each in database.get_columns(table)]
    indexes = [each for table in tables for each in database.get_indexes(table)]
    return Shape(
        {(each.table, each.name): (each.data_type, each.null, each.default) for each in columns},
        {(each.table, *sorted(each.columns)) for each in indexes if each.unique},
    )


def hindrances(before: Shape, after: Shape) -> list[object]:
    """What keeps a version that knows the shape before from writing to the one after."""
    tables = {table for table, _ in before.columns}
    return [
        *(each for each in before.columns.items() if after.columns.get(each[0]) != each[1]),
        *(
            place
            for place, (_, is_optional, default) in after.columns.items() - before.columns.items()
            if place[0] in tables and not is_optional and default is None
        ),
        *(each for each in after.unique - before.unique if each[0] in tables),
    ]


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
