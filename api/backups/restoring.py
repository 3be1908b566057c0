"""Brings a backup back into an empty place, as a portal that lets in nobody whom it has not asked.

Sessions, one-time and preview links end, tokens of programs wait to be confirmed, the log has a new
epoch, and what was withdrawn as personal data or taken from somebody since is so again.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from api import folders, installation
from api.backups import doors, dumps, manifests, place, unfinished
from api.backups.doors import Shut
from api.backups.envelopes import Opening
from api.backups.errors import BackupRefused
from api.backups.manifests import DATABASES, SETTINGS, Manifest
from api.db import migrate
from api.media import commands as media
from api.media import marker
from api.media.store import MediaStore
from api.publishing.audit import beside
from api.runtime.disk import scratch
from api.secret_key import FILE_NAME as SECRET_KEY
from api.setting.private_files import kept_text
from api.settings import Settings

KEY_SETTING = "CONGXA_SECRET_KEY"


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
        place.require_empty(settings)
    manifests.check(source.folder, manifest)
    folders.make(settings)
    with scratch.folder(".congxa-restore", settings.state_dir) as plain:
        then_set = _taken_out(source, manifest, plain)
        settings = _with_key(settings, then_set.pop(KEY_SETTING))
        aside = place.put_aside(settings, at) if source.puts_aside else []
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
