"""Lets one service of a database run on a node: two would count each visitor twice."""

import fcntl
import os
from pathlib import Path

from api.setting.database_url import label


class AlreadyServing(RuntimeError):
    """A service of this database runs on this node."""


def acquire(state_dir: Path, database_url: str) -> None:
    """Hold the lock to the end of this process. Raise AlreadyServing while another one does.

    A lock of this kind stays with the process that took it: children do not have it, so those of
    a killed service keep nobody from starting it again.
    """
    path = state_dir / f"service-{label(database_url)}.lock"
    # It is never closed: closing any handle of the file would give the lock back.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode()
        os.close(descriptor)
        raise AlreadyServing(
            f"a service of this database runs already (process {holder}, {path})"
        ) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def is_held(state_dir: Path, database_url: str) -> bool:
    """Whether a service of this database runs on this node, which is not this process."""
    try:
        with (state_dir / f"service-{label(database_url)}.lock").open("r+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
