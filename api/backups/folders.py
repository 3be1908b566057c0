"""A folder of backups: what lies in it, how each is called, and which are kept."""

import fcntl
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from api.backups import manifests
from api.backups.errors import BackupRefused
from api.backups.manifests import Manifest
from api.runtime.clock import VIETNAM

_PREFIX = "congxa-"
_LOCK = ".congxa-backup.lock"
_RULE = re.compile(r"(daily|weekly)=([1-9][0-9]{0,3})")
_PERIODS: Mapping[str, Callable[[datetime], object]] = {
    "daily": lambda at: at.date(),
    "weekly": lambda at: at.isocalendar()[:2],
}


class Found(NamedTuple):
    """A backup, and what it says of itself."""

    folder: Path
    manifest: Manifest

    @property
    def at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.manifest.made_at).astimezone(VIETNAM)


@contextmanager
def alone(parent: Path) -> Iterator[None]:
    """Be the only one that makes a backup there; BackupRefused while somebody does."""
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (parent / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused(f"another backup is being made in {parent}") from error
        yield


def free_name(parent: Path, at: datetime) -> Path:
    """Where a new backup is to lie."""
    name = f"{_PREFIX}{at:%Y%m%dT%H%M%SZ}"
    names = [name, *(f"{name}-{number}" for number in range(2, 100))]
    return next(parent / name for name in names if not (parent / name).exists())


def backups_in(parent: Path, key: str) -> list[Found]:
    """The backups there that were signed by this key, the oldest first."""
    known = []
    for folder in parent.glob(f"{_PREFIX}*"):
        try:
            known.append(Found(folder, manifests.read(folder, (key,))))
        except BackupRefused:
            continue  # Another installation's, or no backup at all: not ours to use or remove.
    return sorted(known, key=lambda backup: (backup.at, backup.folder.name))


def rules(text: str) -> dict[str, int]:
    """How many to keep, as in `daily=7,weekly=4`; ValueError for anything else."""
    parts = [_RULE.fullmatch(part.strip()) for part in text.split(",")]
    named = {part[1]: int(part[2]) for part in parts if part}
    if len(named) != len(parts):
        raise ValueError("write it as daily=7,weekly=4")
    return named


def thin_out(backups: Sequence[Found], keep: Mapping[str, int]) -> list[Path]:
    """Remove all but the newest of each of the last days and weeks; what was removed."""
    staying = {
        backup.folder for name, most in keep.items() for backup in _newest(backups, name, most)
    }
    removed = [backup.folder for backup in backups[:-1] if backup.folder not in staying]
    for folder in removed:
        shutil.rmtree(folder)
    return removed


def _newest(backups: Sequence[Found], name: str, most: int) -> list[Found]:
    periods = {_PERIODS[name](backup.at): backup for backup in backups}
    return list(periods.values())[-most:]
