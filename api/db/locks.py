"""Lets one process at a time do what two must not do at once to the same database."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import peewee

from api.db.databases import db, execute, is_sqlite, views_db

MIGRATION = "migration"
IMPORT = "import"
FOLD = "fold"
_POLL_SECONDS = 0.1
# The advisory locks on PostgreSQL: "cong", and a number of its own for each.
_KEYS = {MIGRATION: 0x636F6E67_00, IMPORT: 0x636F6E67_01, FOLD: 0x636F6E67_02}


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Wait until no other process holds the lock `name` of this database, then hold it."""
    with _file_lock(name) if is_sqlite() else _advisory_lock(_KEYS[name]):
        yield


def lock(name: str) -> None:
    """Hold the lock `name` to the end of this transaction; on SQLite each holds all of them."""
    if not is_sqlite():
        execute("SELECT pg_advisory_xact_lock(?)", (_KEYS[name],), on=views_db)


@contextmanager
def _file_lock(name: str) -> Iterator[None]:
    # It goes with the process, however that ends.
    with Path(f"{db.database}.{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _advisory_lock(key: int) -> Iterator[None]:
    # Asked for again and again, because waiting for it would end with `lock_timeout`.
    while not execute("SELECT pg_try_advisory_lock(?)", (key,)).fetchone()[0]:
        time.sleep(_POLL_SECONDS)
    try:
        yield
    finally:
        # It goes with the connection as well, so a broken one holds nothing any more.
        with suppress(peewee.DatabaseError):
            execute("SELECT pg_advisory_unlock(?)", (key,))
