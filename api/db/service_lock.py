"""Lets one service of a database run on a node: two would count each visitor twice."""

import fcntl
from pathlib import Path

from api.runtime.disk import locks
from api.setting.database_url import label


class AlreadyServing(RuntimeError):
    """A service of this database runs on this node."""


def acquire(state_dir: Path, database_url: str) -> None:
    """Hold the lock to the end of this process. Raise AlreadyServing while another one does."""
    path = state_dir / f"service-{label(database_url)}.lock"
    holder = locks.hold(path)
    if holder is not None:
        raise AlreadyServing(f"a service of this database runs already (process {holder}, {path})")


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
