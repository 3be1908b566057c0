"""A database as the first version that can be upgraded has left it, for either kind of database.

`python -m tests.golden ARTICLES FILE` makes one with the program of that commit, out of the
history; `first.jsonl.gz`, with 200 articles, is kept beside it.
"""

import base64
import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from api.db import databases, migrate
from api.db.databases import execute

KEPT = Path(__file__).with_name("first.jsonl.gz")
FIRST = ("0022_unheld_media", "0003_counting")
"""The migrations of content and views that it ends with."""
MADE_AGAIN = ("search_",)
"""What tables begin with that are filled by the first start."""
_TRUE_OR_FALSE = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = ? AND data_type = 'boolean'
"""
_COUNTED = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = ? AND column_default LIKE 'nextval%%'
"""

Row = dict[str, Any]


def load(url: str, file: Path = KEPT) -> None:
    """Let an empty database be the golden one."""
    databases.connect(url)
    databases.make_files()
    for runner, first in zip(migrate._runners(), FIRST, strict=True):
        runner.up(first)
        runner.History.delete().execute()
    for (is_views, table), rows in groupby(_lines(file), lambda line: line[:2]):
        _fill(databases.views_db if is_views else databases.db, table, [row for *_, row in rows])
    databases.close()


def rows_of(file: Path, table: str) -> Iterator[Row]:
    """What the golden database holds in one table."""
    return (row for _, name, row in _lines(file) if name == table)


def _fill(on: Any, table: str, rows: list[Row]) -> None:
    columns = [*rows[0]]
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{each}"' for each in columns)
    truths = set() if databases.is_sqlite() else _names(_TRUE_OR_FALSE, table, on)
    execute(f'DELETE FROM "{table}"', on=on)
    with on.atomic():
        for row in rows:
            values = [bool(row[each]) if each in truths else row[each] for each in columns]
            execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values), on)
    for column in set() if databases.is_sqlite() else _names(_COUNTED, table, on):
        newest = f'(SELECT max("{column}") FROM "{table}")'
        execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {newest})", on=on)


def _names(sql: str, table: str, on: Any) -> set[str]:
    return {name for (name,) in execute(sql, (table,), on).fetchall()}


def _lines(file: Path) -> Iterator[tuple[bool, str, Row]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            is_views, table, row = json.loads(line)
            yield is_views, table, {name: _opened(each) for name, each in row.items()}


def written(value: object) -> object:
    """A value of a column as JSON."""
    return {"b": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _opened(value: Any) -> Any:
    return base64.b64decode(value["b"]) if isinstance(value, dict) else value
