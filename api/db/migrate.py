"""Brings the databases to the schema of this version, under a lock.

Those of a newer version are refused, and those from before the first schema that is kept here. Who
runs already while another node migrates goes on, unless something it needs was taken away.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import peewee
from playhouse import apsw_ext
from playhouse.migrations import Runner

from api.db import connections, databases, locks
from api.db.databases import execute
from api.runtime import clock

MIGRATIONS = Path(__file__).parent.parent / "migrations"
_FOLDERS = CONTENT, VIEWS = ("content", "views")
TRIES, PAUSE_SECONDS = 60, 1.0
_TAKING = re.compile(r"_since_([0-9]{4})$")
"""How a migration that takes something away says which one a version must have to be without it."""
_log = logging.getLogger(__name__)


class NewerDatabase(RuntimeError):
    """The database was written by a newer version of this program."""


class OutdatedDatabase(RuntimeError):
    """The database is older than the first schema that this version knows."""


def migrate() -> list[str]:
    """Apply what is missing and return its names; one process at a time, others wait for it."""
    with locks.alone(locks.MIGRATION):
        databases.make_files()
        require_known()
        return [name for runner in _runners() for name in _up(runner)]


def _up(runner: Runner) -> list[str]:
    """Apply what a database lacks, one by one."""
    names = [row.name for row in runner.status() if not row.applied]
    for name in names:
        _apply(runner, name)
    return names


def _apply(runner: Runner, name: str) -> None:
    def up() -> None:
        with runner.database.atomic():
            _give_way()
            runner.up(name)

    patiently(name, up)


def patiently(name: str, change: Callable[[], None]) -> None:
    """Nodes that go on answering hold what it needs, or wait for it: who loses tries again.

    `change` is one transaction that waits but briefly.
    """
    for tries in range(1, TRIES + 1):
        try:
            change()
            return
        except peewee.OperationalError as error:
            if tries == TRIES or not connections.is_race(error):
                raise
            if tries == 1:
                _log.warning("%s is tried until others let go of what it needs: %s", name, error)
        time.sleep(PAUSE_SECONDS)


def wait_briefly() -> None:
    """Let this transaction give up before PostgreSQL looks for a deadlock, which is after a second.

    That would end either of those in it.
    """
    if not databases.is_sqlite():
        execute("SET LOCAL lock_timeout = '500ms'")


def _give_way() -> None:
    """Wait briefly, and first for the table that every writer begins with: none is under way."""
    if databases.is_sqlite():
        return
    wait_briefly()
    if execute("SELECT to_regclass('document')").fetchone()[0]:
        execute("LOCK TABLE document IN ACCESS EXCLUSIVE MODE")


def pending() -> list[str]:
    """The migrations that this database still lacks."""
    return [row.name for runner in _runners() for row in runner.status() if not row.applied]


def applied() -> list[str]:
    """The migrations that this database has, each as `FOLDER/NAME`."""
    rows = zip(_FOLDERS, (runner.status() for runner in _runners()), strict=True)
    return [f"{folder}/{row.name}" for folder, statuses in rows for row in statuses if row.applied]


def is_all(names: list[str]) -> bool:
    """Whether these are all migrations that there are, so that the database is a new one."""
    return len(names) == sum(len(runner.migrations()) for runner in _runners())


def is_empty() -> bool:
    """Whether there is no database of ours yet."""
    return not any(row.applied for row in _runners()[0].status())


def require_known(names: Iterable[str] | None = None, *, is_running: bool = False) -> None:
    """Raise NewerDatabase or OutdatedDatabase unless the way from `names` to here is known.

    They are like those of `applied`, and by default those that the database has. Whoever
    `is_running` already can work with what newer versions have only added to.
    """
    known = sorted(applied() if names is None else names)
    for folder in _FOLDERS:
        # The first bears the name of the last of those whose work it does.
        first, *later = sorted(path.stem for path in (MIGRATIONS / folder).glob("0*.py"))
        had = [name.removeprefix(f"{folder}/") for name in known if name.startswith(f"{folder}/")]
        newer = [name for name in had if name > first and name not in later]
        if is_running:
            newer = [name for name in newer if _takes_away(name, (first, *later)[-1])]
        if newer:
            raise NewerDatabase(
                f"the database was migrated by a newer version ({', '.join(newer)}); install it"
            )
        if had and first not in had:
            raise OutdatedDatabase(
                f"the database is too old for this version ({first} is missing): export it with"
                " the version that made it, and import that"
            )


def histories() -> list[type[peewee.Model]]:
    """The tables that say what was applied."""
    return [runner.History for runner in _runners()]


def _takes_away(name: str, last: str) -> bool:
    """Whether a newer migration takes away what a version whose `last` is that one may need."""
    since = _TAKING.search(name)
    return since is not None and since[1] > last[:4]


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
