"""Room on the disks: asked for before anything is written, else the one that became full is named.

Programs and libraries tell of a full disk each in words of their own.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw
from peewee import PeeweeException

from api.backups.errors import BackupRefused
from api.runtime.disk.storage_faults import LEAST_FREE


def require(wanted: Sequence[tuple[Path, int]]) -> None:
    """Raise BackupRefused where folders could not take so many bytes each."""
    for folder, _bytes in wanted:
        on_disk = sum(size for other, size in wanted if _is_same_disk(folder, other))
        free = shutil.disk_usage(folder).free
        if free < on_disk + LEAST_FREE:
            raise BackupRefused(
                f"there is no room: {free / 1e6:,.0f} MB are free at {folder}, and"
                f" {(on_disk + LEAST_FREE) / 1e6:,.0f} are wanted"
            )


@contextmanager
def naming_what_is_full(folders: Sequence[Path], undone: str) -> Iterator[None]:
    """Say of what fails on a full disk where that is, and what was not done for it."""
    places = (*folders, Path(tempfile.gettempdir()))
    try:
        yield
    except (OSError, apsw.Error, PeeweeException, BackupRefused) as error:
        free, fullest = min((shutil.disk_usage(place).free, place) for place in places)
        if free >= LEAST_FREE:
            raise
        raise BackupRefused(f"no room is left at {fullest}, so {undone}: {error}") from error


def _is_same_disk(folder: Path, other: Path) -> bool:
    return folder.stat().st_dev == other.stat().st_dev
