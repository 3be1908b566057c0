"""Opens the two kinds of database, each with what keeps its data safe; refuses what would not."""

import re
from pathlib import Path

import apsw
import peewee

from api.db.deadlines import driver_error
from api.db.sqlite import Sqlite
from api.setting.database_url import database_name, parameters
from api.settings import SettingsError

# SQLite can lose a committed WAL transaction below this version (its "WAL-reset bug").
SAFE_SQLITE = (3, 51, 3)
# How long a writer waits for another one; then the answer is 503.
BUSY_SECONDS = 5
# Every statement is short: compiling it, or starting processes for it, would take longer than it.
_OPTIONS = f"-c lock_timeout={BUSY_SECONDS}s -c jit=off -c max_parallel_workers_per_gather=0"
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1}


_PASSING = re.compile(
    "locked|busy|deadlock|connect|terminat|closed|timeout|unavailable", re.IGNORECASE
)
_LOCKED = re.compile("locked|busy", re.IGNORECASE)
# Lost connections, rolled back by a race, out of connections or memory, locked, ended by somebody.
_PASSING_STATES = ("08", "40", "53", "55", "57")
_RACES = ("40", "55")
"""Of those, what others have brought about who hold a lock: the connection is as good as before."""


class UnsafeDatabase(RuntimeError):
    """The database cannot be used without risking data."""


def open_sqlite(path: Path) -> Sqlite:
    """A SQLite file in WAL mode, whose commits survive a power cut; connects when first used.

    No connection makes the file: in place of one taken away an empty one would stand.
    """
    _refuse_unsafe_sqlite()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"CONGXA_DATABASE_URL: {path.parent} cannot be used: {error.strerror}"
        ) from error
    return Sqlite(
        str(path),
        pragmas=PRAGMAS,
        timeout=BUSY_SECONDS,
        lock_type="IMMEDIATE",
        flags=apsw.SQLITE_OPEN_READWRITE,
    )


def open_postgresql(database_url: str) -> peewee.PostgresqlDatabase:
    """A PostgreSQL database; connects when first used. Its address may hold libpq's options."""
    try:
        import psycopg  # noqa: F401 - asked for by name: the message says how to get it
    except ImportError as error:
        raise SettingsError(
            "CONGXA_DATABASE_URL names PostgreSQL, which needs: pip install 'congxa[postgres]'"
        ) from error
    from api.db.postgresql import Postgresql

    # An empty `options=` takes ours away.
    named = {"connect_timeout": BUSY_SECONDS, "options": _OPTIONS, **parameters(database_url)}
    given = {name: value for name, value in named.items() if value}
    return Postgresql(database_name(database_url), prefer_psycopg3=True, **given)


def is_passing(error: Exception) -> bool:
    """Whether the database only could not answer now, so that trying again may help."""
    state = _state(error)
    if state is not None:
        return state.startswith(_PASSING_STATES)
    is_outside = isinstance(error, peewee.OperationalError | peewee.InterfaceError)
    return is_outside and bool(_PASSING.search(str(error)))


def is_race(error: Exception) -> bool:
    """Whether others on the same PostgreSQL held what was wanted, or wanted what was held."""
    return (_state(error) or "").startswith(_RACES)


def _state(error: Exception) -> str | None:
    """What PostgreSQL says in numbers: it may speak any language."""
    state = getattr(driver_error(error), "sqlstate", None)
    return None if state is None else str(state)


def is_locked(error: Exception) -> bool:
    """Whether somebody else held what was needed for longer than anybody waits."""
    state = getattr(driver_error(error), "sqlstate", None)
    # PostgreSQL may end the statement a moment before it gives the lock up.
    return state in {"55P03", "57014"} or (state is None and bool(_LOCKED.search(str(error))))


def _refuse_unsafe_sqlite() -> None:
    version = apsw.sqlite_lib_version()
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        raise UnsafeDatabase(
            f"SQLite {version} can lose committed data in WAL mode;"
            f" {'.'.join(map(str, SAFE_SQLITE))} or newer is needed"
        )
