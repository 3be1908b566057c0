"""Makes a backup while others write, and calls it good only once it was restored and asked."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from api.backups import dumps, folders, manifests, proving, room, signing
from api.backups.envelopes import Entry, Sealing
from api.backups.errors import BackupRefused
from api.backups.manifests import DATABASES, SETTINGS, Manifest
from api.backups.media import MediaCopy, bytes_beyond
from api.backups.proving import Facts
from api.media.queries import store
from api.media.store import FOLDERS
from api.publishing import queries
from api.publishing.audit import beside, revocations, takedowns
from api.runtime.disk import scratch
from api.runtime.disk.whole_files import sync_folder
from api.runtime.version import VERSION
from api.setting.table import SETTINGS as ALL_SETTINGS
from api.setting.values import hide_password
from api.settings import DEFAULT, Settings

_SCRATCH = ".congxa-backup"


class Made(NamedTuple):
    """A backup that is proved, and how many files of media had to be copied for it."""

    folder: Path
    manifest: Manifest
    copied: int


def make(parent: Path, settings: Settings, sealing: Sealing, at: datetime) -> Made:
    """A new backup in a folder of backups. BackupRefused where it is not whole; none is left then.

    What is not encrypted yet lies in the state folder alone, whose disk holds as much anyway.
    """
    with (
        folders.alone(parent),
        scratch.folder(_SCRATCH, parent) as new,
        scratch.folder(_SCRATCH, settings.state_dir) as plain,
    ):
        making = _Making(parent, settings, sealing, plain)
        making.require_room(parent)
        with room.naming_what_is_full([parent, settings.state_dir], "no backup was made"):
            manifest, copied = making.fill(new, at)
            manifests.check(new, manifest)
            made = folders.free_name(parent, at)
            _bring(new, made, at)
    return Made(made, manifest, copied)


def _bring(new: Path, made: Path, at: datetime) -> None:
    """Let a whole backup lie in its place; whenever this is cut off, what is noted is there.

    A folder of the first one is noted before it has any: what no restore may undo is told there
    from then on, and what was told before is in the lists as they are begun.
    """
    parent = made.parent
    if str(parent) not in beside.places():
        beside.remember(parent, made, at)
    takedowns.LIST.begin(parent)
    revocations.LIST.begin(parent)
    new.rename(made)
    sync_folder(parent)
    try:
        beside.remember(parent, made, at)
    except BaseException:
        shutil.rmtree(made)  # None is left of which nobody knows.
        raise


class _Making:
    """One backup on its way."""

    def __init__(self, parent: Path, settings: Settings, sealing: Sealing, plain: Path) -> None:
        self._settings = settings
        self._sealing = sealing
        self._plain = plain
        self._key = signing.own_key(settings.state_dir)
        self._signed_by = signing.public_half(self._key)
        earlier = folders.backups_in(parent, self._signed_by)
        self._earlier = next(
            (
                backup
                for backup in reversed(earlier)
                if backup.manifest.recipients == sealing.recipients
            ),
            None,
        )

    def require_room(self, parent: Path) -> None:
        """Raise BackupRefused where a disk would be full before it is done."""
        size = dumps.size(self._settings.database_url)
        held = self._earlier.manifest.files if self._earlier else {}
        # In the folder of state it lies as it was taken out, as it was read again, as it is asked.
        beside_it = size + bytes_beyond(_files_there(), held)
        room.require([(self._settings.state_dir, 3 * size), (parent, beside_it)])

    def fill(self, new: Path, at: datetime) -> tuple[Manifest, int]:
        """Write all of it into a new folder; what it holds, and how many media were copied."""
        held = self._earlier and (self._earlier.folder, self._earlier.manifest.files)
        media = MediaCopy(new, self._sealing, held, self._plain / "read-again")
        # First: what is forgotten meanwhile may still be named by the database as it is copied.
        media.bring(_files_there())
        files, facts = self._databases(new)
        missing = media.bring(facts.media)
        media.keep_only(facts.media)
        files[SETTINGS] = self._settings_file(new)
        manifest = self._manifest(facts, {**files, **media.entries}, missing, at)
        manifests.write(new, manifest, self._key)
        return manifest, media.copied

    def _manifest(
        self, facts: Facts, files: dict[str, Entry], missing: set[str], at: datetime
    ) -> Manifest:
        return Manifest(
            made_at=at.isoformat(timespec="seconds"),
            version=VERSION,
            database=dumps.kind_of(self._settings.database_url),
            migrations=tuple(facts.migrations),
            epoch=facts.epoch,
            head=facts.head,
            audit_head=facts.audit_head,
            counts=facts.counts,
            recipients=self._sealing.recipients,
            missing=tuple(sorted(missing)),
            files=files,
            signed_by=self._signed_by,
        )

    def _databases(self, new: Path) -> tuple[dict[str, Entry], Facts]:
        noted = queries.audit_head()
        url = self._settings.database_url
        dumps.take_out(url, self._plain)
        files = {
            name: self._sealing.write(self._plain / name, new / (name + self._sealing.suffix))
            for name in DATABASES[dumps.kind_of(url)]
        }
        return files, self._proved(new, list(files), noted[1] if noted[0] else None)

    def _proved(self, new: Path, names: list[str], noted: str | None) -> Facts:
        """What the database in the new backup holds, which is restored from there for that."""
        restored = self._plain / "restored"
        for name in names:
            self._sealing.opening().read(new / (name + self._sealing.suffix), restored / name)
        with dumps.beside(self._settings.database_url, self._plain / "proof") as url:
            dumps.bring_in(restored, url)
            copy = replace(
                self._settings,
                database_url=url,
                media_dir=self._plain / "media",
                state_dir=self._plain / "state",
                proxy_hops=0,
            )
            copy.state_dir.mkdir()
            return proving.prove(copy, noted)

    def _settings_file(self, new: Path) -> Entry:
        plain = self._plain / SETTINGS
        plain.write_text(_settings_text(self._settings), "utf-8")
        return self._sealing.write(plain, new / (SETTINGS + self._sealing.suffix))


def _settings_text(settings: Settings) -> str:
    """What is set, as a file of settings; the secret key always, a password never."""
    lines = []
    for setting in ALL_SETTINGS:
        is_key = setting.attribute == "secret_key"
        if is_key or (settings.sources[setting.name] != DEFAULT and setting.attribute != "config"):
            value = getattr(settings, setting.attribute)
            text = ",".join(value) if isinstance(value, tuple) else str(value)
            lines.append(f"{setting.name}={hide_password(text)}\n")
    return "".join(lines)


def _files_there() -> list[str]:
    names = (f"{number:02x}" for number in range(FOLDERS))
    return [key for name in names for key in store().old_keys(name, float("inf"))]


def refuse_within(parent: Path, settings: Settings) -> None:
    """Raise BackupRefused for a place that goes when the installation does, or is served."""
    if parent.resolve().is_relative_to(settings.media_dir.resolve()):
        raise BackupRefused(f"{parent} lies in the folder of media: a backup must outlive that")
