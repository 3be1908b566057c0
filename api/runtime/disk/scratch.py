"""Files and folders of one running process; what a killed one left behind is swept away.

The owner holds a lock that goes with it and with the processes it has forked, however they end.
"""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "congxa-"
YOUNG_SECONDS = 60
"""What is this young may not be locked yet."""
UNMARKED_SECONDS = 86_400
"""A folder without a mark may be an earlier version's, at work for all that one can tell."""
_MARK, _INSIDE = ".owner", "scratch"
# Only names that this program has ever given: others may begin alike.
_UNMARKED = ("congxa-import-", "congxa-bundle-", "congxa-demo-", ".congxa-export-")


@contextmanager
def folder(name: str, parent: Path | None = None) -> Iterator[Path]:
    """A new folder, by default among the temporary ones, that goes at the end of the block."""
    prefix = f"{PREFIX if parent is None else ''}{name}-"
    place = Path(tempfile.gettempdir()) if parent is None else parent
    sweep_folders(prefix, place)
    with (
        tempfile.TemporaryDirectory(prefix=prefix, dir=place) as made,
        (Path(made) / _MARK).open("xb") as mark,
    ):
        lock(mark.fileno())
        inside = Path(made) / _INSIDE
        inside.mkdir()
        yield inside


def lock(file: int) -> None:
    """Mark an open file as one that is being written."""
    fcntl.flock(file, fcntl.LOCK_EX)


def sweep_folders(prefix: str = PREFIX, place: Path | None = None) -> None:
    """Remove folders of `folder` whose owner has ended; only those of this user, no links."""
    for path in (place or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
        with suppress(OSError):
            if _is_our_folder(path) and _is_left(path):
                shutil.rmtree(path)


def sweep_files(place: Path, pattern: str) -> None:
    """Remove files that nobody holds any more."""
    for path in place.glob(pattern):
        with suppress(OSError):
            if _is_free(path):
                path.unlink()


def _is_our_folder(path: Path) -> bool:
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()


def _is_left(path: Path) -> bool:
    mark = path / _MARK
    if mark.is_file() and not mark.is_symlink():
        return _is_free(mark)
    is_ours = path.name.startswith(_UNMARKED)
    return is_ours and time.time() - path.lstat().st_mtime > UNMARKED_SECONDS


def _is_free(path: Path) -> bool:
    if time.time() - path.lstat().st_mtime < YOUNG_SECONDS:
        return False
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True
