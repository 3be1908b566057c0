"""A database of a PostgreSQL server through psycopg, whose silence is noticed by us.

A stopped server enforces none of its own limits, and its kernel goes on acknowledging.
"""

import logging
import select
import time
from collections.abc import Generator
from typing import Any, TypeVar

import peewee
import psycopg
from psycopg.pq import Format, TransactionStatus

from api.db import deadlines
from api.db.deadlines import Breaker, LimitedDatabase, driver_error
from api.db.reporting import ReportingPostgresql
from api.db.thread_connections import ThreadConnections

# What fails is raised; what the library logs beside it only follows from that.
logging.getLogger("psycopg").setLevel(logging.ERROR)

IDLE_SECONDS = 1.0
"""A connection that was not used for so long may have been cut meanwhile."""
_ALIVE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""So work without deadlines learns within about a minute that the server's machine is gone."""
T = TypeVar("T")
W = TypeVar("W")
Waiting = Generator[W, Any, T]
"""psycopg's way to wait: it gives what it waits for, and is sent what is ready, 0 for nothing."""


class NoAnswer(psycopg.OperationalError):
    """The server has been silent for too long."""


class Connection(psycopg.Connection[Any]):
    """A connection that is closed for good once the server has been silent for too long."""

    breaker: Breaker | None = None
    statement_limit: int | None = None
    """The seconds after which the server ends a statement; None where nobody has said."""
    used_at = 0.0

    def wait(self, gen: Waiting[Any, T], *args: Any, **options: Any) -> T:
        """What the server answers; NoAnswer where a request has waited too long for it."""
        scope = deadlines.current()
        if scope is None:
            return super().wait(gen, *args, **options)
        try:
            return super().wait(gen, *args, **{"timeout": scope.answer, **options})
        except psycopg.OperationalError as error:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self._give_up()
                raise _no_answer(scope.answer) from error
            raise

    def _give_up(self) -> None:
        self.pgconn.finish()
        if self.breaker is not None:
            self.breaker.open()

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> Any:
        # psycopg's own time for it is two seconds at least.
        waiting = super()._connect_gen(conninfo)
        scope = deadlines.current()
        return waiting if scope is None else _until(waiting, scope.connect)

    def is_ready(self) -> bool:
        """Whether it was just used for work with the same limits, and still is of use."""
        was_used_at, self.used_at = self.used_at, time.monotonic()
        is_recent = self.used_at - was_used_at < IDLE_SECONDS
        return is_recent and self.statement_limit == _statement_limit() and not self.closed

    def is_cut(self) -> bool:
        """Whether it is over, be it that the server has ended it while it was not used."""
        if self.closed:
            return True
        poll = select.poll()
        poll.register(self.fileno(), select.POLLIN)
        # Who has asked for nothing is sent nothing but that.
        return bool(poll.poll(0))

    def limit_statements(self) -> None:
        """Set the server's own limit to that of the work which begins."""
        limit = _statement_limit()
        if limit != self.statement_limit:
            value = "DEFAULT" if limit is None else f"'{limit}s'"
            self.execute(f"SET statement_timeout = {value}".encode())
            self.statement_limit = limit


def _statement_limit() -> int | None:
    scope = deadlines.current()
    return None if scope is None else scope.statement


def _until(waiting: Waiting[W, T], seconds: float) -> Waiting[W, T]:
    """`waiting`, ended with NoAnswer when nothing is ready after so many seconds."""
    end = time.monotonic() + seconds
    try:
        awaited = next(waiting)
        while True:
            ready = yield awaited
            if not ready and time.monotonic() > end:
                raise _no_answer(seconds)
            awaited = waiting.send(ready)
    except StopIteration as done:
        answer: T = done.value
        return answer


def _no_answer(seconds: float) -> NoAnswer:
    return NoAnswer(f"timeout: no answer from the database within {seconds:g} seconds")


class _Cursor(psycopg.Cursor[Any]):
    def __init__(self, connection: Connection, **options: Any) -> None:
        super().__init__(connection, **options)
        # As text, the bytes of a live row are twice as long, made by the server and read back here.
        self.format = Format.BINARY


class _Adapter(peewee.Psycopg3Adapter):
    def connect(self, db: Any, **params: Any) -> Connection:
        options = {"dbname": db.database, "cursor_factory": _Cursor, **_ALIVE, **params}
        return Connection.connect(**options)


class Postgresql(LimitedDatabase, ThreadConnections, ReportingPostgresql):
    """One database; a connection that was cut or dropped is replaced before the next statement."""

    psycopg3_adapter = _Adapter

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """Execute a statement, within the limits of a request where it belongs to one."""
        if not self._state.transactions:
            self._get_ready()
        return super().execute_sql(sql, params)

    def begin(self, isolation_level: Any = None) -> None:
        """Begin a transaction, within the limits of a request where it belongs to one."""
        self._get_ready()
        super().begin(isolation_level)

    def rollback(self) -> None:
        """End a transaction without a trace; one whose connection is gone has left none."""
        if not self._state.closed and self._state.conn.closed:
            self.close()
        else:
            super().rollback()

    def _get_ready(self) -> None:
        if self.breaker.is_open:
            self.breaker.check()
        state = self._state
        if state.closed or not state.conn.is_ready():
            self._renew()

    def _renew(self) -> None:
        state = self._state
        if not state.closed and state.conn.is_cut():
            self.close()
        if state.closed:
            self.connect()
        with peewee.__exception_wrapper__:  # type: ignore[attr-defined]
            state.conn.limit_statements()

    def _connect(self) -> Connection:
        try:
            connection: Connection = super()._connect()
        except NoAnswer:
            self.breaker.open()
            raise
        connection.breaker = self.breaker
        return connection

    def _answers(self) -> bool:
        try:
            with deadlines.probe():
                self._renew()
                ReportingPostgresql.execute_sql(self, "SELECT 1")
        except peewee.DatabaseError as error:
            # A refusal is an answer, which the next statement tells.
            return not isinstance(driver_error(error), NoAnswer)
        return True
