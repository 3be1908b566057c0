"""Opens the two kinds of database, each with what keeps its data safe; refuses what would not."""

import re
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import apsw
import peewee

from api.core.deadlines import driver_error
from api.core.sqlite import Sqlite
from api.settings import SettingsError

# SQLite can lose a committed WAL transaction below this version (its "WAL-reset bug").
SAFE_SQLITE = (3, 51, 3)
# How long a writer waits for another one; then the answer is 503.
BUSY_SECONDS = 5
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "cache_size": -16_000}


_PASSING = re.compile(
    "locked|busy|deadlock|connect|terminat|closed|timeout|unavailable", re.IGNORECASE
)
# Lost connections, rolled back by a race, out of connections or memory, locked, ended by somebody.
_PASSING_STATES = ("08", "40", "53", "55", "57")


class UnsafeDatabase(RuntimeError):
    """The database cannot be used without risking data."""


def is_sqlite_url(database_url: str) -> bool:
    """Whether a database's address names a SQLite file."""
    return database_url.startswith("sqlite:")


def sqlite_files(database_url: str) -> tuple[Path, Path]:
    """The file of content that `sqlite:///relative` or `sqlite:////absolute` names, and that of
    view counts beside it.
    """
    path = Path(unquote(database_url.removeprefix("sqlite:///")))
    return path, path.with_name(f"{path.stem}-views{path.suffix}")


def identity(database_url: str) -> str:
    """What is the same for every spelling of one database's address."""
    if is_sqlite_url(database_url):
        return str(sqlite_files(database_url)[0].resolve())
    named = _parameters(database_url)
    return f"{named.get('host', '')}:{named.get('port', 5432)}/{_name(database_url)}"


def label(database_url: str) -> str:
    """A short name of one database, for files that belong to it."""
    return blake2b(identity(database_url).encode(), digest_size=6).hexdigest()


def open_sqlite(path: Path) -> Sqlite:
    """A SQLite file in WAL mode, whose commits survive a power cut; connects when first used."""
    _refuse_unsafe_sqlite()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"CONGXA_DATABASE_URL: {path.parent} cannot be used: {error.strerror}"
        ) from error
    return Sqlite(str(path), pragmas=PRAGMAS, timeout=BUSY_SECONDS, lock_type="IMMEDIATE")


def open_postgresql(database_url: str) -> peewee.PostgresqlDatabase:
    """A PostgreSQL database; connects when first used. Its address may hold libpq's options."""
    try:
        import psycopg  # noqa: F401 - asked for by name: the message says how to get it
    except ImportError as error:
        raise SettingsError(
            "CONGXA_DATABASE_URL names PostgreSQL, which needs: pip install 'congxa[postgres]'"
        ) from error
    from api.core.postgresql import Postgresql

    named = _parameters(database_url)
    return Postgresql(_name(database_url), prefer_psycopg3=True, **named)


def is_passing(error: Exception) -> bool:
    """Whether the database only could not answer now, so that trying again may help."""
    # A server may speak any language, but its states are numbers.
    state = getattr(driver_error(error), "sqlstate", None)
    if state is not None:
        return str(state).startswith(_PASSING_STATES)
    is_outside = isinstance(error, peewee.OperationalError | peewee.InterfaceError)
    return is_outside and bool(_PASSING.search(str(error)))


def _refuse_unsafe_sqlite() -> None:
    version = apsw.sqlite_lib_version()
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        raise UnsafeDatabase(
            f"SQLite {version} can lose committed data in WAL mode;"
            f" {'.'.join(map(str, SAFE_SQLITE))} or newer is needed"
        )


def _name(database_url: str) -> str:
    return unquote(urlsplit(database_url).path.lstrip("/"))


# Every statement is short: compiling it, or starting processes for it, would take longer than it.
_OPTIONS = f"-c lock_timeout={BUSY_SECONDS}s -c jit=off -c max_parallel_workers_per_gather=0"


def _parameters(database_url: str) -> dict[str, Any]:
    parts = urlsplit(database_url)
    named = {
        "host": parts.hostname and unquote(parts.hostname),
        "port": parts.port,
        "user": parts.username and unquote(parts.username),
        "password": parts.password and unquote(parts.password),
        "connect_timeout": BUSY_SECONDS,
        "options": _OPTIONS,
        # libpq reads a plus as itself; an empty `options=` takes ours away.
        **dict(parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True)),
    }
    return {name: value for name, value in named.items() if value}
