"""How the files of a backup are written and read again: as they are, or encrypted by age.

Who makes an encrypted backup cannot read it. So that it can be proved, its files are encrypted for
a key as well that lives no longer than the making.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple

import pyrage

from api.backups.errors import BackupRefused

SUFFIX = ".age"
MODE = 0o600
_PIECE = 1 << 20


class Entry(NamedTuple):
    """The size and the SHA-256 of a file as it lies in the backup."""

    bytes: int
    sha256: str


class Sealing:
    """Writes files for some recipients (`age1…`); for none it writes them as they are."""

    def __init__(self, recipients: Sequence[str] = ()) -> None:
        self.recipients = tuple(sorted(set(recipients)))
        self.suffix = SUFFIX if recipients else ""
        self._readers = [recipient(key) for key in self.recipients]
        self._passing = pyrage.x25519.Identity.generate()

    def write(self, source: Path, target: Path) -> Entry:
        """Bring a file into a backup; when this returns it is on the disk."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with source.open("rb") as reader, _private(target) as writer:
            if self._readers:
                self._encrypt(reader, writer, source)
            else:
                shutil.copyfileobj(reader, writer, _PIECE)
            writer.flush()
            os.fsync(writer.fileno())
        return entry(target)

    def _encrypt(self, reader: IO[bytes], writer: IO[bytes], source: Path) -> None:
        try:
            pyrage.encrypt_io(reader, writer, [*self._readers, self._passing.to_public()])
        except pyrage.EncryptError as error:
            raise BackupRefused(f"{source} cannot be encrypted: {error}") from error

    def opening(self) -> "Opening":
        """What reads again what was written here."""
        return Opening([self._passing] if self._readers else [])


class Opening:
    """Reads files that were encrypted for one of these keys, and those that are not encrypted."""

    def __init__(self, identities: Sequence[pyrage.x25519.Identity] = ()) -> None:
        self._identities = list(identities)

    def read(self, source: Path, target: Path) -> None:
        """Take a file out of a backup, to where there is none."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with source.open("rb") as reader, _private(target) as writer:
            if source.suffix == SUFFIX:
                self._decrypt(reader, writer, source)
            else:
                shutil.copyfileobj(reader, writer, _PIECE)

    def _decrypt(self, reader: IO[bytes], writer: IO[bytes], source: Path) -> None:
        if not self._identities:
            raise BackupRefused("the backup is encrypted: name the file of its key (--identity)")
        try:
            pyrage.decrypt_io(reader, writer, self._identities)
        except pyrage.DecryptError as error:
            raise BackupRefused(f"{source} cannot be decrypted: {error}") from error


def recipient(text: str) -> pyrage.x25519.Recipient:
    """Whom a backup is encrypted for; ValueError for what is no such key."""
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise ValueError(f"“{text}” is no key like age1…: {error}") from error


def identities(file: Path) -> Opening:
    """What reads with the keys in a file as `age-keygen` writes it."""
    lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    try:
        return Opening([pyrage.x25519.Identity.from_str(key) for key in keys])
    except pyrage.IdentityError as error:
        raise BackupRefused(f"{file} holds no key like AGE-SECRET-KEY-1…: {error}") from error


def entry(file: Path) -> Entry:
    """How large a file is, and its sum."""
    with file.open("rb") as reader:
        sum_ = hashlib.file_digest(reader, "sha256").hexdigest()
    return Entry(file.stat().st_size, sum_)


def write_private(target: Path, data: bytes) -> None:
    """Write a new file that nobody else may read; when this returns it is on the disk."""
    with _private(target) as writer:
        writer.write(data)
        writer.flush()
        os.fsync(writer.fileno())


def _private(target: Path) -> IO[bytes]:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    return os.fdopen(descriptor, "wb")
