"""The two databases: how to reach them, what a table is, and statements of our own."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any

import peewee

from api.db import connections
from api.runtime import runtime
from api.runtime.runtime import Part, nothing
from api.setting.database_url import is_sqlite_url, sqlite_files

MANY = 50
"""So many rows are worth a stream of their own."""


class _Database(peewee.DatabaseProxy):
    """That of the runtime which the caller runs in."""

    __slots__ = ("_part",)

    def __init__(self) -> None:
        self._part = Part[Any](nothing, lambda database: database.close())

    @property
    def obj(self) -> Any:
        return self._part.get()

    def initialize(self, obj: Any) -> None:
        self._part.set(obj)


db = _Database()
"""Content: what was said, what is public, the log of changes."""
views_db = _Database()
"""View counts: a file of their own on SQLite, so that counting never touches content."""


class _Model(peewee.Model):
    def __init__(self, **values: Any) -> None:
        if values.keys() <= _plain_names(type(self)):
            # What peewee does for each value on its own; imports make a dozen rows an article.
            self.__data__ = {**self._meta.get_default_dict(), **values}
            self._dirty = set(self.__data__)
            self.__rel__: dict[str, Any] = {}
        else:
            super().__init__(**values)


@cache
def _plain_names(model: type[peewee.Model]) -> frozenset[str]:
    """The columns that hold a value and nothing else."""
    fields = model._meta.sorted_fields
    return frozenset(f.name for f in fields if not isinstance(f, peewee.ForeignKeyField))


class Model(_Model):
    """A table of content."""

    class Meta:
        database = db
        legacy_table_names = False


class ViewsModel(_Model):
    """A table of view counts."""

    class Meta:
        database = views_db
        legacy_table_names = False


def connect(database_url: str) -> None:
    """Point both proxies at `database_url` (`sqlite:///…` or `postgresql://…`); opens nothing."""
    _address.set(database_url)
    if is_sqlite_url(database_url):
        content, views = sqlite_files(database_url)
        db.initialize(connections.open_sqlite(content))
        views_db.initialize(connections.open_sqlite(views))
        return
    database = connections.open_postgresql(database_url)
    db.initialize(database)
    views_db.initialize(database)


_address = Part(str)


def close_for_fork() -> None:
    """Leave no file of SQLite open in a process that is about to fork: its locks are not passed on.

    A session of PostgreSQL stays, with all that it holds; it is the parent's alone.
    """
    if is_sqlite():
        close()


def _connect_anew() -> None:
    """In a process that was forked: connections of its own, the parent's being left alone."""
    for alive in runtime.alive():
        with alive.entered():
            # Kept, because letting go of them might end the parent's sessions.
            _parents.extend((db.obj, views_db.obj))
            if _address.get():
                connect(_address.get())


_parents: list[object] = []
os.register_at_fork(after_in_child=_connect_anew)


def make_files() -> None:
    """Make the files of a SQLite database that are not there yet; no connection does."""
    for database in (db.obj, views_db.obj):
        if isinstance(database, peewee.SqliteDatabase):
            file = Path(database.database)
            if not file.exists():
                file.touch()


def close() -> None:
    """Close this thread's connections, and those of threads that have ended."""
    for database in (db, views_db):
        if database.obj is not None:
            database.close()


def is_sqlite() -> bool:
    """Whether content is kept in SQLite."""
    return isinstance(db.obj, peewee.SqliteDatabase)


def insert(model: type[peewee.Model], rows: Sequence[peewee.Model]) -> None:
    """Insert new rows of a table."""
    fields = [f for f in model._meta.sorted_fields if not isinstance(f, peewee.AutoField)]
    columns = [field.column_name for field in fields]
    insert_values(model._meta.table_name, columns, bound(fields, rows))


def insert_values(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert new rows of a table of ours by their values; PostgreSQL takes many as one stream."""
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    if len(rows) < MANY or is_sqlite():
        marks = ", ".join("?" * len(columns))
        execute_many(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - ours
        return
    wrapper = peewee.__exception_wrapper__  # type: ignore[attr-defined]
    with wrapper, db.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as stream:
        for row in rows:
            stream.write_row(row)


def bound(fields: Sequence[peewee.Field], rows: Iterable[peewee.Model]) -> list[tuple[Any, ...]]:
    """The values of rows as the database takes them."""
    names = [field.name for field in fields]
    columns = zip(*(map(row.__data__.get, names) for row in rows), strict=True)
    return list(zip(*map(_column, fields, columns), strict=True))


def _column(field: peewee.Field, values: Sequence[Any]) -> Sequence[Any]:
    # Most values are bound as they are, and asking the field for each takes long.
    if {*map(type, values)} <= {_plain_type(field), NoneType}:
        return values
    return [None if value is None else field.db_value(value) for value in values]


def _plain_type(field: peewee.Field) -> type | None:
    """The type whose values a column takes as they are: none of its subclasses, as of texts."""
    of_peewee = {peewee.TextField: str, peewee.IntegerField: int, peewee.BigIntegerField: int}
    plain: type | None = getattr(field, "plain_type", None) or of_peewee.get(type(field))
    return plain


def execute(sql: str, params: Sequence[Any] = (), on: Any = db) -> Any:
    """The cursor of a statement of ours, written with `?` for its parameters."""
    return on.execute_sql(sql.replace("?", on.param), params)


def execute_many(sql: str, rows: Sequence[Sequence[Any]], on: Any = db) -> None:
    """Execute a statement of ours, written with `?`, once for each of `rows`."""
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]
        on.cursor().executemany(sql.replace("?", on.param), rows)
