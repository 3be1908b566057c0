"""What must be there for the service to do its work: asked by `/readyz`, tried by the ticker.

Whoever is asked reads. Writing is tried by the ticker alone (`trials.py`); what it found counts for
ten seconds, so a ticker that hangs or is gone is itself a failure.
"""

import logging
import os
from collections.abc import Callable
from contextlib import suppress

import peewee

from api.db import databases, migrate
from api.db.statements import Select
from api.media import queries as media
from api.publishing.content_type import content_types
from api.publishing.models import Change, Counter
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.runtime.failures import Failures
from api.runtime.jsons import loads_stored
from api.views.models import ViewCount

LONGEST_SECONDS = 10
"""So long what the ticker found is worth something."""
DATABASE, SCHEMA, MEDIA, STATE, DISK, TICKER = NAMES = (
    "database", "schema", "media", "state", "disk", "ticker",
)  # fmt: skip
OK, FAILED, UNKNOWN = "ok", "failed", "unknown"
_failures = Failures(logging.getLogger(__name__))


def outcomes(seconds: float) -> dict[str, str]:
    """Each check by name: `ok`, `failed`, or `unknown` where only a ticker could tell.

    `seconds` are those of the monotonic clock, which the processes of a machine share.
    """
    reported_at, failed = alarms.reported(NAMES)
    if not 0 <= seconds - reported_at <= LONGEST_SECONDS:
        tried = {STATE: UNKNOWN, DISK: UNKNOWN, TICKER: FAILED}
    else:
        tried = dict.fromkeys(failed, FAILED)
    read = {name: FAILED for name, check in _READ.items() if not _is_well(name, check)}
    return {**dict.fromkeys(NAMES, OK), **tried, **read}


def rows() -> None:
    """Rows that hold something can be read in both databases, and nobody has met a damaged one."""
    if alarms.opened(Alarm.DAMAGE):
        raise RuntimeError("stored data could not be read")
    # By their names: a column that another version has just added is no concern of this one.
    list(Counter.select().tuples())
    list(Change.select().order_by(Change.seq.desc()).limit(1).tuples())
    for content_type in content_types():
        table = content_type.model._meta.table_name
        newest = Select('"whole"', f'"{table}"', tail=' ORDER BY "id" DESC LIMIT 1')
        for (whole,) in newest.rows():
            loads_stored(whole)
    list(ViewCount.select().limit(1).tuples())


def schema() -> None:
    """The databases have all that this version needs."""
    migrate.require_known(is_running=True)
    if migrate.pending():
        raise RuntimeError("migrations are missing: run `congxa migrate`")


def media_files() -> None:
    """The folder of media is that of this installation, to be read and written by this process."""
    root = media.store().root
    if not os.access(root, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(f"{root} cannot be written")
    with suppress(peewee.PeeweeException):  # The database is another check.
        media.require_own(root)


def room() -> None:
    """Nobody was refused for want of room since the ticker last found some."""
    if alarms.opened(Alarm.FULL):
        raise RuntimeError("there was no room for something")


_READ = {DATABASE: rows, SCHEMA: schema, MEDIA: media_files, DISK: room}


def _is_well(name: str, check: Callable[[], None]) -> bool:
    what = f"asking whether {name} is ready"
    try:
        check()
    except Exception as error:
        # Whoever asks does so every second.
        _failures.failed(what, error, with_trace=False)
        databases.close()
        return False
    _failures.worked(what)
    return True
