"""Files that others read while they are written: a reader sees the whole file or the one before."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
SUFFIX = ".part"
"""How the name of a file ends that is not whole yet; a killed writer leaves it."""


@contextmanager
def replacing(
    path: Path, mode: int = PRIVATE, place: Path | None = None, is_durable: bool = True
) -> Iterator[BinaryIO]:
    """A file to write, that stands at `path` with `mode` after the block.

    Where the block raises, what was there stays. Until then it lies in `place`, a folder on the
    same disk, by default that of `path`. A durable one is on the disk; its name is with
    `sync_folder`. What can be made again need not be.
    """
    waiting = (place or path.parent) / f".{secrets.token_hex(8)}{SUFFIX}"
    try:
        with waiting.open("xb") as file:
            # The process's umask has a say in what is made, not in this.
            os.fchmod(file.fileno(), mode)
            yield file
            file.flush()
            if is_durable:
                os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """A new or removed name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
