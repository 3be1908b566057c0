"""What only trying shows: whether databases and disks take what is written. The ticker's alone.

Nothing that is tried stays: a transaction is rolled back, a file is removed again.
"""

import logging
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import peewee

from api.db import databases
from api.db.connections import BUSY_SECONDS
from api.db.databases import execute, views_db
from api.media import queries as media
from api.operations import checks
from api.publishing import queries
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.runtime.config import config
from api.runtime.disk.storage_faults import LEAST_FREE
from api.runtime.failures import Failures

EVERY_SECONDS = 3
LONGEST_LOCK_SECONDS = 10
"""So long another process may hold a database without committing anything."""
LATEST = timedelta(seconds=10)
_WAIT_MS, _USUAL_WAIT_MS = 500, BUSY_SECONDS * 1000
"""For a lock of SQLite: so long that nothing due comes late, and as long as everybody else."""
_PAGE = bytes(4_096)
_log = logging.getLogger(__name__)


class Trials:
    """Tries everything every few seconds, and reports what failed."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._failures = Failures(_log)
        self._begun: datetime | None = None
        self._tried: float | None = None
        self._locked: dict[str, tuple[int, float]] = {}

    def run(self, at: datetime) -> None:
        """Try, where the last time is not just past, and report."""
        self._begun = self._begun or at
        if self._tried is not None and self._seconds() - self._tried < EVERY_SECONDS:
            return
        full = alarms.opened(Alarm.FULL)
        failed = [name for name in _TRIED if not self._is_well(name, at)]
        tried = self._seconds()
        alarms.report(failed, checks.NAMES, tried)
        self._tried = tried
        if full and not failed:
            alarms.answer(Alarm.FULL, full)

    def _is_well(self, name: str, at: datetime) -> bool:
        try:
            getattr(self, f"_{name}")(at)
        except Exception as error:
            # Said by the error itself in most cases: a disk, a lock, a database that is away.
            self._failures.failed(f"the check of {name}", error, with_trace=False)
            databases.close()
            return False
        self._failures.worked(f"the check of {name}")
        return True

    def _database(self, at: datetime) -> None:
        checks.rows()
        self._write(databases.db)
        if databases.is_sqlite():
            self._write(views_db)
        elif alarms.opened(Alarm.FULL):
            _write_much()

    def _media(self, at: datetime) -> None:
        root = media.store().root
        for folder in (root / "incoming", root / "private", root / "public"):
            _write_file(folder)

    def _state(self, at: datetime) -> None:
        _write_file(config().state_dir)

    def _disk(self, at: datetime) -> None:
        for folder in _folders():
            disk = os.statvfs(folder)
            least = min(LEAST_FREE, disk.f_blocks * disk.f_frsize // 20)
            if disk.f_bavail * disk.f_frsize < least:
                raise OSError(f"the disk of {folder} is full")

    def _ticker(self, at: datetime) -> None:
        due = queries.next_attempt()
        # What fell due while nothing ran is no lag.
        if due is not None and at - max(due, self._begun or at) > LATEST:
            raise RuntimeError(f"what was due at {due} is not done")

    def _write(self, database: Any) -> None:
        """Begin to write, and give it up."""
        try:
            _begin_and_give_up(database)
        except peewee.OperationalError as error:
            if "locked" not in str(error) or self._is_stuck(database):
                raise
        else:
            self._locked.pop(database.database, None)

    def _is_stuck(self, database: Any) -> bool:
        """Whether who holds the lock of a SQLite file commits nothing: an import commits often."""
        version = execute("PRAGMA data_version", on=database).fetchone()[0]
        known = self._locked.get(database.database)
        if known is None or known[0] != version:
            known = self._locked[database.database] = version, self._seconds()
        return self._seconds() - known[1] > LONGEST_LOCK_SECONDS


_TRIED = (checks.DATABASE, checks.MEDIA, checks.STATE, checks.DISK, checks.TICKER)


class _GiveUp(Exception):
    """Ends a transaction of which nothing is to be kept."""


def _begin_and_give_up(database: Any) -> None:
    if not databases.is_sqlite():
        # Marking a row is a write; on SQLite beginning is enough, for it takes the writers' lock.
        _try('SELECT 1 FROM "migration" LIMIT 1 FOR UPDATE', database)
        return
    execute(f"PRAGMA busy_timeout = {_WAIT_MS}", on=database)
    try:
        _try("SELECT 1", database)
    finally:
        execute(f"PRAGMA busy_timeout = {_USUAL_WAIT_MS}", on=database)


def _write_much() -> None:
    """Take room on the disk of a PostgreSQL server, and give it back."""
    some = "SELECT repeat('x', 1000) FROM generate_series(1, 100)"
    _try(f"CREATE TEMPORARY TABLE congxa_room AS {some}", databases.db)


def _try(statement: str, database: Any) -> None:
    with suppress(_GiveUp), database.atomic():
        execute(statement, on=database)
        raise _GiveUp


def _write_file(folder: Path) -> None:
    path = folder / ".health"
    path.unlink(missing_ok=True)
    try:
        with path.open("xb", buffering=0) as file:
            file.write(_PAGE)
            os.fsync(file.fileno())
    finally:
        path.unlink(missing_ok=True)


def _folders() -> set[Path]:
    folders = {config().state_dir, media.store().root, Path(tempfile.gettempdir())}
    if databases.is_sqlite():
        folders |= {
            Path(database.database).absolute().parent for database in (databases.db, views_db)
        }
    return folders
