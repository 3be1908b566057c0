"""What the address of a database says: which kind it is, where it lies, what it is called."""

from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


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
    named = parameters(database_url)
    return f"{named.get('host', '')}:{named.get('port', 5432)}/{database_name(database_url)}"


def label(database_url: str) -> str:
    """A short name of one database, for files that belong to it."""
    return blake2b(identity(database_url).encode(), digest_size=6).hexdigest()


def database_name(database_url: str) -> str:
    """The name of a database on a PostgreSQL server."""
    return unquote(urlsplit(database_url).path.lstrip("/"))


def parameters(database_url: str) -> dict[str, Any]:
    """What the address of a database on a PostgreSQL server says besides, by libpq's names."""
    parts = urlsplit(database_url)
    named = {
        "host": parts.hostname and unquote(parts.hostname),
        "port": parts.port,
        "user": parts.username and unquote(parts.username),
        "password": parts.password and unquote(parts.password),
    }
    # libpq reads a plus as itself.
    said = dict(parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True))
    return {name: value for name, value in named.items() if value} | said
