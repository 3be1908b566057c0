"""Writes down the SQL that is executed, with its parameters apart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from api.db.databases import db, execute, is_sqlite, views_db


class Statement(NamedTuple):
    """One statement as the driver gets it."""

    sql: str
    params: tuple[Any, ...]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """What is executed while the block lasts, on both databases."""
    found: list[Statement] = []

    def note(event: Any) -> None:
        # What frames a transaction is said by the driver itself on SQLite.
        if not event.sql.startswith("SET TRANSACTION"):
            found.append(Statement(event.sql, tuple(event.params or ())))

    databases = list({id(each): each for each in (db.obj, views_db.obj)}.values())
    for each in databases:
        each.query_hooks.append(note)
    try:
        yield found
    finally:
        for each in databases:
            each.query_hooks.remove(note)


def plan_of(ask: Callable[[], object]) -> str:
    """How the database finds what this asks of it."""
    with recorded() as statements:
        ask()
    kind = "EXPLAIN QUERY PLAN " if is_sqlite() else "EXPLAIN "
    rows = [row for each in statements for row in execute(kind + each.sql, each.params).fetchall()]
    return "\n".join(str(row[-1]) for row in rows)
