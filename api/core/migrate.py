"""Brings the databases to the schema of this version, under a lock, and refuses a newer one."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from playhouse import apsw_ext
from playhouse.migrations import Runner

from api.core import db as database

MIGRATIONS = Path(__file__).parent.parent / "migrations"
_LOCK_KEY = 0x636F6E67  # "cong": the advisory lock that migrating nodes take on PostgreSQL


class NewerDatabase(RuntimeError):
    """The database was written by a newer version of this program."""


def migrate() -> list[str]:
    """Apply what is missing and return its names; one process at a time, others wait for it."""
    with _lock():
        check_not_newer()
        return [name for runner in _runners() for name in runner.up()]


def pending() -> list[str]:
    """The migrations that this database still lacks."""
    return [row.name for runner in _runners() for row in runner.status() if not row.applied]


def check_not_newer() -> None:
    """Raise NewerDatabase when a migration was applied that this version does not know."""
    unknown = [row.name for runner in _runners() for row in runner.status() if row.path is None]
    if unknown:
        raise NewerDatabase(
            f"the database was migrated by a newer version ({', '.join(unknown)}); install it"
        )


def _runners() -> tuple[Runner, Runner]:
    return (
        _runner(database.db.obj, "content", "migration"),
        _runner(database.views_db.obj, "views", "views_migration"),
    )


def _runner(target: peewee.Database, folder: str, table: str) -> Runner:
    runner = Runner(target, str(MIGRATIONS / folder), table_name=table)
    if isinstance(target, peewee.SqliteDatabase):
        # The runner's own column cannot bind a datetime on APSW.
        runner.History._meta.remove_field("applied")
        runner.History._meta.add_field("applied", apsw_ext.DateTimeField(default=_applied_at))
    return runner


def _applied_at() -> str:
    from api.core.clock import now

    return now().replace(tzinfo=None).isoformat(" ")


@contextmanager
def _lock() -> Iterator[None]:
    if not database.is_sqlite():
        database.db.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK_KEY,))
        try:
            yield
        finally:
            database.db.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK_KEY,))
        return
    with Path(f"{database.db.database}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
