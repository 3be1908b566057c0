"""Statements as values: conditions that carry their parameters, joined by one small builder.

All text is ours: names of tables and columns. Whatever comes from outside is a parameter.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.db.databases import db, execute


class Condition(NamedTuple):
    """What must be so of a row, with its parameters."""

    sql: str
    params: tuple[Any, ...] = ()


ALWAYS, NEVER = Condition("1 = 1"), Condition("1 = 0")
Filters = Mapping[str, tuple[str, Callable[[Any], Any]]]
"""By the name of a parameter: its condition, and how its value is stored."""


@dataclass(frozen=True)
class Select:
    """A SELECT; `tail` is what follows the conditions."""

    columns: str
    source: str
    where: tuple[Condition, ...] = ()
    tail: str = ""

    @property
    def sql(self) -> str:
        """Its text."""
        where = f" WHERE {every(self.where).sql}" if self.where else ""
        return f"SELECT {self.columns} FROM {self.source}{where}{self.tail}"  # noqa: S608 - ours

    @property
    def params(self) -> tuple[Any, ...]:
        """Its parameters, but for those of the tail."""
        return every(self.where).params

    def rows(self, *of_tail: Any, on: Any = db) -> list[tuple[Any, ...]]:
        """All that it finds."""
        rows: list[tuple[Any, ...]] = execute(self.sql, (*self.params, *of_tail), on=on).fetchall()
        return rows


def one_of(column: str, values: Sequence[Any]) -> Condition:
    """That a column has one of these values."""
    marks = ", ".join("?" * len(values))
    return Condition(f"{column} IN ({marks})", tuple(values)) if values else NEVER


def every(parts: Iterable[Condition]) -> Condition:
    """That all of them hold."""
    return _joined(parts, " AND ")


def either(parts: Iterable[Condition]) -> Condition:
    """That one of them holds."""
    sql, params = _joined(parts, " OR ")
    return Condition(f"({sql})", params)


def chosen(filters: Filters, query: Mapping[str, Any]) -> Iterator[Condition]:
    """The conditions of those filters that a query sets."""
    for name, (sql, stored) in filters.items():
        if query[name] is not None:
            yield Condition(sql, (stored(query[name]),))


def _joined(parts: Iterable[Condition], sign: str) -> Condition:
    both = list(parts)
    return Condition(
        sign.join(condition.sql for condition in both),
        tuple(v for condition in both for v in condition.params),
    )
