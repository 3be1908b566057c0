"""Takes the content of the databases out into files while others write, and brings it in again.

Visits that were counted and the salts of their keys are left out: nobody may keep those.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import apsw

from api.backups.errors import BackupRefused
from api.backups.manifests import DATABASES
from api.db.connections import BUSY_SECONDS
from api.db.databases import execute
from api.setting.database_url import database_name, is_sqlite_url, parameters, sqlite_files

PASSING = ("view_seen", "view_salt")
"""Tables whose rows no backup holds."""
_LONGEST_NAME = 63
"""Of a database: PostgreSQL cuts off what is longer."""
_NUMBER = "SELECT oid FROM pg_database WHERE datname = current_database()"
_LIKE = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
_OWN = "SELECT pg_try_advisory_lock(hashtext(%s))"
_DROP = "DROP DATABASE IF EXISTS {} WITH (FORCE)"


def kind_of(database_url: str) -> str:
    """Which kind of database an address names."""
    return "sqlite" if is_sqlite_url(database_url) else "postgresql"


def take_out(database_url: str, folder: Path) -> None:
    """Write the database as it is at one moment into files of `folder`."""
    names = DATABASES[kind_of(database_url)]
    if not is_sqlite_url(database_url):
        skipped = [f"--exclude-table-data={table}" for table in PASSING]
        options = ["--format=custom", "--no-owner", "--no-privileges", *skipped]
        _run("pg_dump", [*options, f"--file={folder / names[0]}"], database_url)
        return
    for source, name in zip(sqlite_files(database_url), names, strict=True):
        _vacuum(source, folder / name)
    _forget_visits(folder / names[1])


def require_readable(folder: Path, kind: str) -> None:
    """Raise BackupRefused where `bring_in` could not even read what is in `folder`."""
    if kind == "postgresql":
        _run("pg_restore", ["--list", str(folder / DATABASES[kind][0])])


def bring_in(folder: Path, database_url: str) -> None:
    """Let an empty database be what `take_out` has written into `folder`."""
    names = DATABASES[kind_of(database_url)]
    if not is_sqlite_url(database_url):
        options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
        _run("pg_restore", [*options, str(folder / names[0])], database_url)
        return
    for name, target in zip(names, sqlite_files(database_url), strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / name, target)


def size(database_url: str) -> int:
    """How many bytes the connected database takes."""
    if is_sqlite_url(database_url):
        return sum(
            sqlite_file.stat().st_size
            for sqlite_file in sqlite_files(database_url)
            if sqlite_file.exists()
        )
    return int(execute("SELECT pg_database_size(current_database())").fetchone()[0])


@contextmanager
def beside(database_url: str, folder: Path) -> Iterator[str]:
    """The address of an empty database for as long as the block lasts."""
    if is_sqlite_url(database_url):
        yield f"sqlite:///{folder}/content.db"
        return
    with ExitStack() as stack:
        with _refusing("the backup cannot be proved"):
            name = stack.enter_context(_own_name(database_url))
            _execute(database_url, "CREATE DATABASE {} TEMPLATE template0", name)
        stack.callback(_execute, database_url, _DROP, name)
        yield _named(database_url, name)


def rename(database_url: str, suffix: str) -> str:
    """Let an empty database take the place of one on PostgreSQL; what that is called now."""
    name = database_name(database_url)
    aside = f"{name[: _LONGEST_NAME - len(suffix) - 1]}_{suffix}"
    elsewhere = _named(database_url, "postgres")
    with _refusing(f"the database {name} cannot be put aside"):
        _execute(elsewhere, "ALTER DATABASE {} RENAME TO {}", name, aside)
        _execute(elsewhere, "CREATE DATABASE {} TEMPLATE template0", name)
    return aside


@contextmanager
def _own_name(database_url: str) -> Iterator[str]:
    """A name for a database beside ours; those whose owners were killed are dropped first.

    An owner holds a lock of that name, which goes with its process.
    """
    with _connected(database_url) as session:
        begins = f"congxa_proof_{session.execute(_NUMBER).fetchone()[0]}_"
        for (left,) in session.execute(_LIKE, (begins,)).fetchall():
            if session.execute(_OWN, (left,)).fetchone()[0]:
                _execute(database_url, _DROP, left)
        name = f"{begins}{secrets.token_hex(6)}"
        session.execute(_OWN, (name,))
        yield name


def _named(database_url: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(database_url)._replace(path=f"/{name}"))


def _vacuum(source: Path, target: Path) -> None:
    connection = apsw.Connection(str(source), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.set_busy_timeout(BUSY_SECONDS * 1_000)
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _forget_visits(views: Path) -> None:
    connection = apsw.Connection(str(views), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        for table in tables & {*PASSING}:
            connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names of our own tables
        connection.execute("VACUUM")  # What was deleted still lies in the file.
    finally:
        connection.close()


def _run(program: str, options: list[str], database_url: str | None = None) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(f"{program} is not installed: it is in the package postgresql-client")
    command, environ = [path, *options], {**os.environ}
    if database_url is not None:
        conninfo, secret = _conninfo(database_url)
        command.append(f"--dbname={conninfo}")
        environ |= {"PGPASSWORD": secret} if secret else {}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - no shell; a program of PostgreSQL
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.strip()}")


def _conninfo(database_url: str) -> tuple[str, str | None]:
    """How libpq finds the database, and the password, which no list of processes is to show."""
    from psycopg.conninfo import make_conninfo

    given = parameters(database_url)
    secret = given.pop("password", None)
    return make_conninfo(dbname=database_name(database_url), **given), secret


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    import psycopg

    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        why = "the account of the database may make none (ALTER ROLE … CREATEDB)"
        raise BackupRefused(f"{what}: {why}") from error
    except psycopg.Error as error:
        raise BackupRefused(f"{what}: {error}") from error


def _execute(database_url: str, statement: str, *names: str) -> None:
    """Execute a statement that no transaction may hold; each `{}` is one of the names."""
    from psycopg.sql import SQL, Identifier

    with _connected(database_url) as connection:
        connection.execute(SQL(statement).format(*map(Identifier, names)))


def _connected(database_url: str) -> Any:
    """A connection of its own, without transactions, until the block ends."""
    import psycopg

    conninfo, secret = _conninfo(database_url)
    return psycopg.connect(conninfo, password=secret, autocommit=True)
