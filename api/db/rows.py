"""Rows by the value of one column: what each request reads, with SQL that is made only once."""

from functools import lru_cache
from typing import Any, TypeVar

import peewee

from api.db.databases import execute
from api.db.statements import Select, one_of

Row = TypeVar("Row", bound=peewee.Model)


def row(model: type[Row], column: str, value: Any) -> Row | None:
    """The row that has this value in a unique column, None when there is none."""
    found = rows(model, column, value)
    return found[0] if found else None


def the_row(model: type[Row], column: str, value: Any) -> Row:
    """The row that has this value in a unique column; the model's DoesNotExist without one."""
    found = row(model, column, value)
    if found is None:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return found


def rows(model: type[Row], column: str, *values: Any) -> list[Row]:
    """All rows that have one of these values in a column, in no order."""
    if not values:
        return []
    sql, field, fields = _select(model, column, len(values))
    found = execute(sql, [field.db_value(each) for each in values]).fetchall()
    return [_row(model, fields, each) for each in found]


@lru_cache(maxsize=256)
def _select(
    model: type[peewee.Model], column: str, count: int
) -> tuple[str, peewee.Field, list[tuple[str, Any]]]:
    meta = model._meta
    names = ", ".join(f'"{field.column_name}"' for field in meta.sorted_fields)
    field = meta.fields[column]
    is_it = one_of(f'"{field.column_name}"', [None] * count)
    sql = Select(names, f'"{meta.table_name}"', (is_it,)).sql
    return sql, field, [(each.name, each.python_value) for each in meta.sorted_fields]


def _row(model: type[Row], fields: list[tuple[str, Any]], values: Any) -> Row:
    pairs = zip(fields, values, strict=True)
    found = model(
        __no_default__=True,
        **{name: None if value is None else read(value) for (name, read), value in pairs},
    )
    found._dirty.clear()  # type: ignore[attr-defined]
    return found
