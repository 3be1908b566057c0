"""What a backup says of itself, signed: which files, of what moment, made from what."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.backups import envelopes, signing
from api.backups.envelopes import Entry
from api.backups.errors import BackupRefused

FORMAT = 1
NAME, SIGNATURE = "manifest.json", "manifest.sig"
SETTINGS = "settings.env"
DATABASES = {"sqlite": ("content.db", "views.db"), "postgresql": ("congxa.dump",)}
"""The files of a database, by its kind."""
_MEDIA = re.compile(r"media/[0-9a-f]{2}/[0-9a-f]{40}\.[a-z]{3,4}")


@dataclass(frozen=True)
class Manifest:
    """One backup. `head` and `epoch` are those of the log, `audit_head` is `NUMBER:HASH`."""

    made_at: str
    version: str
    database: str
    migrations: tuple[str, ...]
    epoch: str
    head: int
    audit_head: str
    counts: Mapping[str, int]
    recipients: tuple[str, ...]
    missing: tuple[str, ...]
    files: Mapping[str, Entry]
    signed_by: str
    format: int = FORMAT

    @property
    def media(self) -> list[str]:
        """The names of the files of media."""
        return [name for name in self.files if name.startswith("media/")]

    def path(self, folder: Path, name: str) -> Path:
        """Where a file lies that is called `name` before it is encrypted."""
        return folder / (name + (envelopes.SUFFIX if self.recipients else ""))


def write(folder: Path, manifest: Manifest, key: Ed25519PrivateKey) -> None:
    """Put manifest and signature into the folder of a backup."""
    files = {name: entry._asdict() for name, entry in sorted(manifest.files.items())}
    packed = json.dumps({**asdict(manifest), "files": files}, indent=1, sort_keys=True).encode()
    for name, data in ((NAME, packed), (SIGNATURE, signing.signature(key, packed))):
        envelopes.write_private(folder / name, data)


def read(folder: Path, trusted: Collection[str]) -> Manifest:
    """The manifest of a backup; BackupRefused when it is none of ours, or nobody's we trust."""
    try:
        packed = (folder / NAME).read_bytes()
        signed = (folder / SIGNATURE).read_bytes()
    except OSError as error:
        raise BackupRefused(f"{folder} is no backup: {error.strerror}") from error
    if not any(signing.is_signed(packed, signed, key) for key in trusted):
        raise BackupRefused(_foreign(packed))
    return _parsed(json.loads(packed))


def check(folder: Path, manifest: Manifest) -> None:
    """Raise BackupRefused when a file is missing or is not, byte for byte, what was signed."""
    for name, wanted in manifest.files.items():
        path = manifest.path(folder, name)
        if path.is_symlink() or not path.is_file():
            raise BackupRefused(f"the backup is damaged: {path} is missing")
        if envelopes.entry(path) != wanted:
            raise BackupRefused(f"the backup is damaged: {path} is not what was signed")


def _parsed(said: dict[str, Any]) -> Manifest:
    if said.get("format") != FORMAT:
        raise BackupRefused(
            f"the backup is of format {said.get('format')}, this version reads {FORMAT}"
        )
    files = {name: Entry(**entry) for name, entry in said["files"].items()}
    lists = {name: tuple(said[name]) for name in ("migrations", "recipients", "missing")}
    manifest = Manifest(**{**said, **lists, "files": files})
    known = {SETTINGS, *DATABASES.get(manifest.database, ())}
    for name in files:
        if name not in known and not _MEDIA.fullmatch(name):
            raise BackupRefused(f"the backup holds what this version does not know: {name}")
    return manifest


def _foreign(packed: bytes) -> str:
    try:
        said = json.loads(packed)["signed_by"]
    except (ValueError, KeyError, TypeError):
        said = "nobody"
    return f"its manifest is not signed by a key that is trusted here; it names {said}"
