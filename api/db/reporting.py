"""Databases that report what they meet of broken storage, whoever goes on to handle the error.

What fails while rows are read becomes peewee's error too: peewee itself sees to statements alone.
"""

# The library carries no types, and mypy excludes no calls of it by way of super().
# mypy: disable-error-code="no-untyped-call"

from typing import Any, NoReturn

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

from api.runtime.disk import storage_faults


class ReportingSqlite(APSWDatabase):
    """A SQLite file."""

    def _connect(self) -> apsw.Connection:
        try:
            connection: apsw.Connection = super()._connect()
        except Exception as error:
            storage_faults.report(error)
            raise
        return connection

    def _add_conn_hooks(self, conn: apsw.Connection) -> None:
        conn.cursor_factory = _Cursor
        super()._add_conn_hooks(conn)


class ReportingPostgresql(peewee.PostgresqlDatabase):
    """A database of a PostgreSQL server."""

    def execute_sql(self, *args: Any, **options: Any) -> Any:
        """Execute a statement; its rows are all here when this returns."""
        try:
            return super().execute_sql(*args, **options)
        except Exception as error:
            storage_faults.report(error)
            raise


class _Cursor(apsw.Cursor):
    # Written out, because a context manager takes longer than reading a row.

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute(*args, **options)
        except Exception as error:
            storage_faults.report(error)
            raise

    def executemany(self, *args: Any, **options: Any) -> Any:
        try:
            return super().executemany(*args, **options)
        except Exception as error:
            storage_faults.report(error)
            raise

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except Exception as error:
            _fail_to_read(error)

    def fetchall(self) -> Any:
        try:
            return super().fetchall()
        except Exception as error:
            _fail_to_read(error)


def _fail_to_read(error: Exception) -> NoReturn:
    if isinstance(error, UnicodeDecodeError):
        raise storage_faults.damaged(f"a stored text is no text: {error}") from error
    storage_faults.report(error)
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]
        raise error
