"""Rows by the values of columns: what each request reads and writes, with SQL made only once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

import peewee

from api.db.databases import execute
from api.db.statements import Select, one_of

Row = TypeVar("Row", bound=peewee.Model)


def row(model: type[Row], column: str, value: Any) -> Row | None:
    """The row that has this value in a unique column, None when there is none."""
    stored = rows(model, column, value)
    return stored[0] if stored else None


def the_row(model: type[Row], column: str, value: Any) -> Row:
    """The row that has this value in a unique column; the model's DoesNotExist without one."""
    stored = row(model, column, value)
    if stored is None:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return stored


def rows(model: type[Row], column: str, *values: Any) -> list[Row]:
    """All rows that have one of these values in a column, in no order."""
    if not values:
        return []
    sql, field, fields = _select(model, column, len(values))
    records = execute(sql, [field.db_value(value) for value in values]).fetchall()
    return [_row(model, fields, record) for record in records]


def change_rows(
    model: type[peewee.Model],
    which: Mapping[str, Any],
    changes: Mapping[str, Any],
    *returning: str,
) -> list[tuple[Any, ...]]:
    """Change the rows that have all these values; of each what is `returning`."""
    sql, readers = _update(model, tuple(which), tuple(changes), returning)
    fields = model._meta.fields
    said = [*changes.items(), *which.items()]
    values = [None if value is None else fields[name].db_value(value) for name, value in said]
    cursor = execute(sql, values)
    if not returning:
        return []
    return [
        tuple(
            None if value is None else read(value) for read, value in zip(readers, row, strict=True)
        )
        for row in cursor.fetchall()
    ]


@lru_cache(maxsize=256)
def _update(
    model: type[peewee.Model],
    which: tuple[str, ...],
    changes: tuple[str, ...],
    returning: tuple[str, ...],
) -> tuple[str, list[Any]]:
    meta = model._meta
    returned = [meta.fields[name] for name in returning]
    sets, tests = (
        [f'"{meta.fields[name].column_name}" = ?' for name in names] for names in (changes, which)
    )
    sql = f'UPDATE "{meta.table_name}" SET {", ".join(sets)} WHERE {" AND ".join(tests)}'  # noqa: S608 - names of our own columns
    if returned:
        sql += " RETURNING " + ", ".join(f'"{field.column_name}"' for field in returned)
    return sql, [field.python_value for field in returned]


@lru_cache(maxsize=256)
def _select(
    model: type[peewee.Model], column: str, count: int
) -> tuple[str, peewee.Field, list[tuple[str, Any]]]:
    meta = model._meta
    names = ", ".join(f'"{field.column_name}"' for field in meta.sorted_fields)
    field = meta.fields[column]
    is_it = one_of(f'"{field.column_name}"', [None] * count)
    sql = Select(names, f'"{meta.table_name}"', (is_it,)).sql
    return (
        sql,
        field,
        [(sorted_field.name, sorted_field.python_value) for sorted_field in meta.sorted_fields],
    )


def _row(model: type[Row], fields: list[tuple[str, Any]], values: Any) -> Row:
    pairs = zip(fields, values, strict=True)
    instance = model.__new__(model)
    # What peewee's constructor makes of it, which sets every column on its own.
    instance.__data__ = {n: None if value is None else read(value) for (n, read), value in pairs}
    instance.__rel__, instance._dirty = {}, set()  # type: ignore[attr-defined]
    return instance
