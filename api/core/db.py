"""The two databases, and the one transaction that every write goes through."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

db = peewee.DatabaseProxy()
"""Content: what was said, what is public, the log of changes."""
views_db = peewee.DatabaseProxy()
"""View counts: a file of their own on SQLite, so that counting never touches content."""

# SQLite can lose a committed WAL transaction below this version (its "WAL-reset bug").
SAFE_SQLITE = (3, 51, 3)
BUSY_SECONDS = 5
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "cache_size": -16_000}

M = TypeVar("M", bound=peewee.Model)
T = TypeVar("T")


class UnsafeDatabase(RuntimeError):
    """The database cannot be used without risking data."""


class Model(peewee.Model):
    """A table of content."""

    class Meta:
        database = db
        legacy_table_names = False


class ViewsModel(peewee.Model):
    """A table of view counts."""

    class Meta:
        database = views_db
        legacy_table_names = False


def connect(database_url: str) -> None:
    """Point both proxies at `database_url` (`sqlite:///…` or `postgresql://…`); opens nothing."""
    if database_url.startswith("sqlite:"):
        path = sqlite_path(database_url)
        path.parent.mkdir(parents=True, exist_ok=True)
        db.initialize(_sqlite(path))
        views_db.initialize(_sqlite(path.with_name(path.stem + "-views" + path.suffix)))
        return
    database = _postgresql(database_url)
    db.initialize(database)
    views_db.initialize(database)


def close() -> None:
    """Close this thread's connections."""
    for database in (db, views_db):
        if database.obj is not None and not database.is_closed():
            database.close()


def is_sqlite() -> bool:
    """Whether content is kept in SQLite."""
    return isinstance(db.obj, peewee.SqliteDatabase)


def sqlite_path(database_url: str) -> Path:
    """The file that a `sqlite:///relative` or `sqlite:////absolute` URL names."""
    return Path(unquote(database_url.removeprefix("sqlite:///")))


def _sqlite(path: Path) -> APSWDatabase:
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < SAFE_SQLITE:
        raise UnsafeDatabase(
            f"SQLite {apsw.sqlite_lib_version()} can lose committed data in WAL mode;"
            f" {'.'.join(map(str, SAFE_SQLITE))} or newer is needed"
        )
    return APSWDatabase(str(path), pragmas=PRAGMAS, timeout=BUSY_SECONDS, lock_type="IMMEDIATE")


def _postgresql(url: str) -> peewee.PostgresqlDatabase:
    parts = urlsplit(url)
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port,
        "user": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "connect_timeout": BUSY_SECONDS,
        **dict(parse_qsl(parts.query)),
    }
    named = {key: value for key, value in options.items() if value is not None}
    return peewee.PostgresqlDatabase(unquote(parts.path.lstrip("/")), prefer_psycopg3=True, **named)


class Transaction:
    """What one transaction will do at its end: the rows it inserts, and who wants to be told.

    New rows are kept back and written together, each table in one statement, so that importing
    five hundred articles costs about as many statements as publishing one.
    """

    def __init__(self) -> None:
        self._rows: dict[type[peewee.Model], dict[int, peewee.Model]] = {}
        self._before_commit: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], None]] = []
        self._memo: dict[object, Any] = {}
        self._kept: dict[object, Any] = {}
        self._last: Callable[[], None] | None = None

    def add(self, row: peewee.Model) -> None:
        """Insert `row` at the end; until then it may still be changed in place."""
        self._rows.setdefault(type(row), {})[id(row)] = row

    def is_new(self, row: peewee.Model) -> bool:
        """Whether `row` waits here to be inserted, so that nobody else can have seen it."""
        return id(row) in self._rows.get(type(row), {})

    def discard(self, row: peewee.Model) -> None:
        """Do not insert `row` after all."""
        self._rows.get(type(row), {}).pop(id(row), None)

    def before_commit(self, call: Callable[[], None]) -> None:
        """Run `call` when the body has ended well, inside the transaction."""
        self._before_commit.append(call)

    def at_last(self, call: Callable[[], None]) -> None:
        """Run `call` after all of `before_commit`: the place of the counter that orders commits."""
        self._last = call

    def after_commit(self, call: Callable[[], None]) -> None:
        """Run `call` once the transaction is durable."""
        self._after_commit.append(call)

    def memo(self, key: object, make: Callable[[], T]) -> T:
        """`make()`, once in this transaction for each `key`."""
        if key not in self._memo:
            self._memo[key] = make()
        value: T = self._memo[key]
        return value

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """The object this transaction keeps under `key`, made when first asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        value: T = self._kept[key]
        return value

    def kept(self, key: object) -> Any:
        """What `keep` made under `key`, else None."""
        return self._kept.get(key)

    def forget(self) -> None:
        """Drop what `memo` keeps: something that others embed has changed."""
        self._memo.clear()

    def finish(self) -> None:
        """Do all that waits for the end of the body."""
        for call in self._before_commit:
            call()
        if self._last is not None:
            self._last()
        self.write_rows()

    def write_rows(self) -> None:
        """Insert now what waits: something is about to change or delete it by a statement."""
        waiting, self._rows = self._rows, {}
        for model, rows in waiting.items():
            _insert(model, list(rows.values()))

    def committed(self) -> None:
        """Tell those who waited for the commit."""
        for call in self._after_commit:
            call()


_local = threading.local()


def current() -> Transaction | None:
    """The transaction this thread is in."""
    return getattr(_local, "transaction", None)


def remember(key: object, make: Callable[[], T]) -> T:
    """`make()`; inside a transaction only once for each `key`."""
    tx = current()
    return make() if tx is None else tx.memo(key, make)


def forget() -> None:
    """Ask again for what `remember` keeps: something that others embed has changed."""
    tx = current()
    if tx is not None:
        tx.forget()


@contextmanager
def transaction() -> Iterator[Transaction]:
    """One transaction; a nested one joins it. Writers on SQLite queue up at its beginning."""
    outer = current()
    if outer is not None:
        yield outer
        return
    own = Transaction()
    _local.transaction = own
    try:
        with db.atomic():
            yield own
            own.finish()
    finally:
        _local.transaction = None
    own.committed()


def _insert(model: type[peewee.Model], rows: list[peewee.Model]) -> None:
    if not rows:
        return
    fields = [f for f in model._meta.sorted_fields if not isinstance(f, peewee.AutoField)]
    names = ", ".join(f'"{field.column_name}"' for field in fields)
    marks = ", ".join("?" * len(fields))
    table = f'"{model._meta.table_name}"'
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own columns
    values = [[field.db_value(row.__data__.get(field.name)) for field in fields] for row in rows]
    execute_many(sql, values)


def execute(sql: str, params: Sequence[Any] = (), on: Any = db) -> Any:
    """The cursor of a statement of ours, written with `?` for its parameters."""
    return on.execute_sql(sql.replace("?", on.param), params)


def execute_many(sql: str, rows: Sequence[Sequence[Any]], on: Any = db) -> None:
    """Execute a statement of ours, written with `?`, once for each of `rows`."""
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]
        on.cursor().executemany(sql.replace("?", on.param), rows)


_LOCKED = re.compile(r"locked|busy|connect|terminat|closed|timeout|unavailable", re.IGNORECASE)


def is_passing(error: peewee.DatabaseError) -> bool:
    """Whether the database only could not answer now, so that trying again may help."""
    return isinstance(error, peewee.OperationalError | peewee.InterfaceError) and bool(
        _LOCKED.search(str(error))
    )
