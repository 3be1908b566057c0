"""Writes down the SQL that is executed, with its parameters apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from api.db.databases import db, views_db


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
