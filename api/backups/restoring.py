"""Brings a backup back into an empty place, or one that is emptied, and lets in nobody unasked.

Sessions, one-time and preview links end, tokens of programs wait to be confirmed, the log has a new
epoch, and what was withdrawn as personal data or taken from somebody since is so again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from api import folders, installation
from api.backups import doors, dumps, manifests, room, unfinished
from api.backups.doors import Shut
from api.backups.envelopes import Opening
from api.backups.errors import BackupRefused
from api.backups.manifests import DATABASES, SETTINGS, Manifest
from api.db import databases, migrate, service_lock
from api.media import commands as media
from api.media import marker
from api.media.store import MediaStore
from api.publishing.audit import beside
from api.runtime.disk import scratch
from api.secret_key import FILE_NAME as SECRET_KEY
from api.setting.database_url import is_sqlite_url, sqlite_files
from api.setting.private_files import kept_text
from api.settings import Settings

KEY_SETTING = "CONGXA_SECRET_KEY"
_MEDIA = ("private", "public")
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a file for those that belong to it."""


class Restored(NamedTuple):
    """What is there now, and what an operator has to look at."""

    settings: Settings
    manifest: Manifest
    shut: Shut
    then_set: Mapping[str, str]
    """The settings of then."""
    aside: list[str]
    """Where what was there before is now."""


class Source(NamedTuple):
    """A backup, how it is read, and whether what is in its place may be put aside."""

    folder: Path
    opening: Opening
    trusted: Collection[str]
    puts_aside: bool = False


def restore(source: Source, settings: Settings, at: datetime) -> Restored:
    """Bring a backup back. BackupRefused leaves all as it was, unless the disk itself fails."""
    manifest = manifests.read(source.folder, source.trusted)
    _require_known(manifest, settings)
    if not source.puts_aside:
        _require_empty(settings)
    manifests.check(source.folder, manifest)
    folders.make(settings)
    with _place_to_unpack(manifest, settings) as plain:
        then_set = _taken_out(source, manifest, plain)
        settings = _with_key(settings, then_set.pop(KEY_SETTING))
        aside = _put_aside(settings, at) if source.puts_aside else []
        with unfinished.restoring(settings.state_dir):
            _bring_media(source, manifest, settings, plain)
            dumps.bring_in(plain, settings.database_url)
            settings = installation.to_fill(settings)
            shut = doors.close(source.folder, manifest, at)
            media.put_all_right()
            marker.renew(settings.media_dir)
    made_at = datetime.fromisoformat(manifest.made_at)
    beside.remember(source.folder.parent, source.folder, made_at)
    return Restored(settings, manifest, shut, then_set, aside)


def _require_known(manifest: Manifest, settings: Settings) -> None:
    here = dumps.kind_of(settings.database_url)
    if manifest.database != here:
        raise BackupRefused(
            f"the backup is of {manifest.database}, but CONGXA_DATABASE_URL names {here}"
        )
    try:
        migrate.require_known(manifest.migrations)
    except (migrate.NewerDatabase, migrate.OutdatedDatabase) as error:
        raise BackupRefused(
            f"the backup was made by version {manifest.version}: {error}"
        ) from error


@contextmanager
def _place_to_unpack(manifest: Manifest, settings: Settings) -> Iterator[Path]:
    """A folder of ours, where there is room for all that is to come."""
    url = settings.database_url
    of_database = [sqlite_files(url)[0].parent] if is_sqlite_url(url) else []
    size = sum(manifest.files[name].bytes for name in DATABASES[manifest.database])
    media_size = sum(manifest.files[name].bytes for name in manifest.media)
    # The database lies in the folder of state first, and then where it belongs.
    needs = [(settings.state_dir, size), *((folder, size) for folder in of_database)]
    needs.append((settings.media_dir, media_size))
    room.require(needs)
    with (
        scratch.folder(".congxa-restore", settings.state_dir) as plain,
        room.naming_what_is_full([folder for folder, _ in needs], "not all was brought back"),
    ):
        yield plain


def _taken_out(source: Source, manifest: Manifest, plain: Path) -> dict[str, str]:
    """Bring all but media into a folder of ours, fit to be brought in; the settings of then."""
    for name in (*DATABASES[manifest.database], SETTINGS):
        source.opening.read(manifest.path(source.folder, name), plain / name)
    dumps.require_readable(plain, manifest.database)
    return _settings_of(plain / SETTINGS)


def _settings_of(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def _with_key(settings: Settings, key: str) -> Settings:
    """The settings with the secret key of then: what it sealed opens with no other."""
    present = settings.secret_key or kept_text(settings.state_dir / SECRET_KEY, lambda: key)
    if present != key:
        raise BackupRefused(
            f"the secret key here is another than that of the backup: unset {KEY_SETTING}, or take"
            f" {settings.state_dir / SECRET_KEY} away"
        )
    return replace(settings, secret_key=key)


def _bring_media(source: Source, manifest: Manifest, settings: Settings, plain: Path) -> None:
    store = MediaStore(settings.media_dir)
    for name in manifest.media:
        source.opening.read(manifest.path(source.folder, name), plain / "file")
        store.write_private(name.rpartition("/")[2], (plain / "file").read_bytes())
        (plain / "file").unlink()


def _require_empty(settings: Settings) -> None:
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


def _put_aside(settings: Settings, at: datetime) -> list[str]:
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
