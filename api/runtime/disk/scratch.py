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
"""A file that is this young may not be locked yet."""
_MARK, _INSIDE = ".owner", "scratch"


@contextmanager
def folder(name: str, parent: Path | None = None) -> Iterator[Path]:
    """A new folder, by default among the temporary ones, that goes at the end of the block.

    Only a folder with a mark is ever swept, and the mark is locked before it bears that name: no
    clock has a say in whether somebody is at work.
    """
    prefix = f"{PREFIX if parent is None else ''}{name}-"
    place = Path(tempfile.gettempdir()) if parent is None else parent
    sweep_folders(prefix, place)
    with (
        tempfile.TemporaryDirectory(prefix=prefix, dir=place) as made,
        (Path(made) / f"{_MARK}.new").open("xb") as mark,
    ):
        lock(mark.fileno())
        Path(mark.name).rename(Path(made) / _MARK)
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
            if _is_our_folder(path) and _is_free(path / _MARK):
                shutil.rmtree(path)


def sweep_files(place: Path, pattern: str) -> None:
    """Remove files that nobody holds any more."""
    for path in place.glob(pattern):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > YOUNG_SECONDS and _is_free(path):
                path.unlink()


def _is_our_folder(path: Path) -> bool:
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()


def _is_free(path: Path) -> bool:
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True
