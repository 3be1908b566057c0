"""Brings the databases to the schema of this version, under a lock, and refuses a newer one."""

from pathlib import Path

import peewee
from playhouse import apsw_ext
from playhouse.migrations import Runner

from api.db import databases, locks
from api.runtime import clock

MIGRATIONS = Path(__file__).parent.parent / "migrations"
_FOLDERS = CONTENT, VIEWS = ("content", "views")


class NewerDatabase(RuntimeError):
    """The database was written by a newer version of this program."""


def migrate() -> list[str]:
    """Apply what is missing and return its names; one process at a time, others wait for it."""
    with locks.alone(locks.MIGRATION):
        databases.make_files()
        check_not_newer()
        return [name for runner in _runners() for name in runner.up()]


def pending() -> list[str]:
    """The migrations that this database still lacks."""
    return [row.name for runner in _runners() for row in runner.status() if not row.applied]


def applied() -> list[str]:
    """The migrations that this database has, each as `FOLDER/NAME`."""
    rows = zip(_FOLDERS, (runner.status() for runner in _runners()), strict=True)
    return [f"{folder}/{row.name}" for folder, found in rows for row in found if row.applied]


def known() -> set[str]:
    """The migrations of this version, written like those."""
    return {
        f"{each}/{path.stem}" for each in _FOLDERS for path in (MIGRATIONS / each).glob("0*.py")
    }


def is_all(names: list[str]) -> bool:
    """Whether these are all migrations that there are, so that the database is a new one."""
    return len(names) == sum(len(runner.migrations()) for runner in _runners())


def is_empty() -> bool:
    """Whether there is no database of ours yet."""
    return not any(row.applied for row in _runners()[0].status())


def check_not_newer() -> None:
    """Raise NewerDatabase when a migration was applied that this version does not know."""
    unknown = [row.name for runner in _runners() for row in runner.status() if row.path is None]
    if unknown:
        raise NewerDatabase(
            f"the database was migrated by a newer version ({', '.join(unknown)}); install it"
        )


def _runners() -> tuple[Runner, Runner]:
    return (
        _runner(databases.db.obj, CONTENT, "migration"),
        _runner(databases.views_db.obj, VIEWS, "views_migration"),
    )


def _runner(target: peewee.Database, folder: str, table: str) -> Runner:
    runner = Runner(target, str(MIGRATIONS / folder), table_name=table)
    # The runner's own default is local time, and its column cannot bind a datetime on APSW.
    runner.History._meta.remove_field("applied")
    runner.History._meta.add_field("applied", apsw_ext.DateTimeField(default=_applied_at))
    return runner


def _applied_at() -> str:
    return clock.now().replace(tzinfo=None).isoformat(" ")
