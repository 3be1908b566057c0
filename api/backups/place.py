"""The place that a backup is brought back into: empty, or what is in it is put aside first."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from api.backups import dumps
from api.backups.errors import BackupRefused
from api.db import databases, service_lock
from api.setting.database_url import is_sqlite_url, sqlite_files
from api.settings import Settings

_MEDIA = ("private", "public")
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a file for those that belong to it."""


def require_empty(settings: Settings) -> None:
    """Raise BackupRefused where there is a database or a file of media."""
    for path in _files_of(settings.media_dir):
        raise BackupRefused(
            f"{settings.media_dir} is not empty ({path.name}): name another folder, or let what is"
            " here be put aside (--aside)"
        )
    if is_sqlite_url(settings.database_url):
        for file in filter(Path.exists, sqlite_files(settings.database_url)):
            raise BackupRefused(f"there is a database already: {file}")
    elif tables := _tables(settings):
        raise BackupRefused(f"the database is not empty: it has a table {tables[0]}")


def put_aside(settings: Settings, at: datetime) -> list[str]:
    """Leave the place empty; where what was there is now. BackupRefused while a service runs."""
    if service_lock.is_held(settings.state_dir, settings.database_url):
        raise BackupRefused("a service of this database runs here: stop it first")
    name = f"aside-{at:%Y%m%dt%H%M%Sz}"
    if is_sqlite_url(settings.database_url):
        files = [
            file.with_name(file.name + more)
            for file in sqlite_files(settings.database_url)
            for more in _BESIDE
        ]
        moved = [*_moved(files, name)]
    else:
        moved = [dumps.rename(settings.database_url, name)] if _tables(settings) else []
    if any(_files_of(settings.media_dir)):
        moved += _moved((settings.media_dir / part for part in _MEDIA), name)
    return moved


def _files_of(media_dir: Path) -> Iterator[Path]:
    """Whatever lies where files of media do, ours or not."""
    paths = (path for part in _MEDIA for path in (media_dir / part).rglob("*"))
    return (path for path in paths if path.is_symlink() or not path.is_dir())


def _tables(settings: Settings) -> list[str]:
    databases.connect(settings.database_url)
    try:
        return list(databases.db.get_tables())
    finally:
        databases.close()


def _moved(paths: Iterable[Path], name: str) -> list[str]:
    """Bring those of these that are there into a folder beside them; which folders these are."""
    present = [path for path in paths if path.exists()]
    for path in present:
        folder = path.with_name(name)
        folder.mkdir(mode=0o700, exist_ok=True)
        path.rename(folder / path.name)
    return sorted({str(path.with_name(name)) for path in present})
