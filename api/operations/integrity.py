"""Reads whole databases to know whether they are damaged; a job apart, as that may take long.

SQLite checks its own files. Of PostgreSQL every row of every table of ours is read; whether its
indexes agree with them only its own tools can tell.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from api.db import databases
from api.db.databases import execute, views_db
from api.db.statements import Select
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.runtime.disk.storage_faults import damaged
from api.runtime.failures import Failures

QUIET_SECONDS = 60
"""So long nobody may have met damage before it is asked whether all can be read."""
_SHARE = 10
"""A whole read begins no sooner than so many times as long as the last one took."""
_NAME = "reading the whole database"
_log = logging.getLogger(__name__)


class Integrity:
    """Looks SQLite's files through at the start, and any database after an alarm.

    An alarm that is open at the start is looked into at once: whoever put the database right has
    started again. A later one when it has been quiet for a while, so that a node is not declared
    well between two readers who meet the same damage.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._failures = Failures(_log)
        self._took = 0.0
        self._number = alarms.opened(Alarm.DAMAGE)
        self._due: float | None = seconds() if self._number or databases.is_sqlite() else None

    def run(self, at: datetime) -> None:
        """Read the whole database where that is due."""
        number = alarms.opened(Alarm.DAMAGE)
        if number != self._number:
            self._number, self._due = number, None
            if number is not None:
                self._due = self._seconds() + max(QUIET_SECONDS, _SHARE * self._took)
        if self._due is not None and self._seconds() >= self._due:
            self._due = None
            self._read(number)

    def _read(self, number: int | None) -> None:
        begun = self._seconds()
        try:
            read_everything()
        except Exception as error:
            self._failures.failed(_NAME, error, with_trace=False)
            self._due = self._seconds() + QUIET_SECONDS
            databases.close()
        else:
            self._failures.worked(_NAME)
            if number is not None:
                alarms.answer(Alarm.DAMAGE, number)
        finally:
            self._took = self._seconds() - begun


def read_everything() -> None:
    """Read all of both databases; raise what says that they are damaged."""
    if databases.is_sqlite():
        for database in (databases.db, views_db):
            _check(database)
        return
    for table in databases.db.get_tables():
        # As a text, so that what is kept out of line is read and unpacked as well.
        Select("sum(length(CAST(t AS text)))", f'"{table}" AS t').rows()


def _check(database: Any) -> None:
    rows = execute("PRAGMA integrity_check(1)", on=database).fetchall()
    if rows != [("ok",)]:
        raise damaged(f"{database.database} is damaged: {rows[0][0]}")
