"""Columns that mean the same on SQLite and PostgreSQL, and refuse what one of them would bend."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from peewee import SQL, DateTimeField, Field, IntegerField, NodeList, TextField, UUIDField
from peewee import BooleanField as PeeweeBooleanField

from api.db.databases import is_sqlite
from api.runtime.jsons import loads_stored

__all__ = [
    "BooleanField",
    "BytesField",
    "IdField",
    "IntegerField",
    "JSONTextField",
    "KeyField",
    "TextField",
    "UTCDateTimeField",
    "stored_bytes",
    "stored_id",
    "stored_time",
]


def stored_bytes(value: Any) -> bytes:
    """The bytes of a column that hand-written SQL has read, on either database."""
    # By hand `replace()` of SQLite makes a text of them.
    return value.encode() if isinstance(value, str) else bytes(value)


def stored_id(value: UUID | str) -> str:
    """An id as a parameter of hand-written SQL, on either database; also one that came of it."""
    return value if isinstance(value, str) else value.hex


# An import stores the moments of each row of a batch in many columns, one column after another.
@lru_cache(maxsize=4096)
def stored_time(value: datetime) -> str:
    """An aware time as a parameter of hand-written SQL: naive UTC of a fixed width."""
    if value.tzinfo is None:
        raise ValueError("naive datetime")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


class IdField(UUIDField):
    """A UUID: the native type on PostgreSQL, 32 hexadecimal digits on SQLite; both sort alike."""

    def db_value(self, value: Any) -> Any:
        # What peewee asks first is whether it is anything else.
        return value.hex if type(value) is UUID else super().db_value(value)  # type: ignore[no-untyped-call]


class UTCDateTimeField(DateTimeField):
    """Aware UTC in Python, naive UTC of a fixed width in the database; naive times are refused."""

    def db_value(self, value: datetime | None) -> str | None:
        return None if value is None else stored_time(value)

    def python_value(self, value: Any) -> datetime | None:
        moment: datetime | None = super().python_value(value)  # type: ignore[no-untyped-call]
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


class KeyField(TextField):
    """A short ASCII text that rows are found and ordered by: byte by byte, on either database."""

    plain_type = str

    def ddl_datatype(self, ctx: Any) -> Any:
        """PostgreSQL would follow its locale, where `-` may count for nothing."""
        datatype = super().ddl_datatype(ctx)
        return datatype if is_sqlite() else NodeList((datatype, SQL('COLLATE "C"')))


class JSONTextField(TextField):
    """A JSON value kept as text, so that both databases give back the very bytes that went in."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else orjson.dumps(value).decode()

    def python_value(self, value: str | None) -> Any:
        return None if value is None else loads_stored(value)


class BytesField(Field):
    """Raw bytes: BLOB on SQLite, BYTEA on PostgreSQL; both compare byte by byte."""

    field_type = "BLOB"
    plain_type = bytes

    def db_value(self, value: bytes | None) -> bytes | None:
        return None if value is None else bytes(value)

    def python_value(self, value: Any) -> bytes | None:
        return None if value is None else stored_bytes(value)


class BooleanField(PeeweeBooleanField):
    """A boolean, bound as SQLite's APSW driver wants it."""

    plain_type = bool

    def db_value(self, value: Any) -> bool | None:
        return None if value is None else bool(value)
