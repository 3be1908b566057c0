"""A lock that a process holds to its end, however it ends."""

import fcntl
import os
from pathlib import Path


def hold(path: Path) -> str | None:
    """Hold the lock of this file to the end of this process; the number of another that holds it.

    A lock of this kind stays with the process that took it: children do not have it, so those of
    a killed process keep nobody from taking it again.
    """
    # It is never closed: closing any handle of the file would give the lock back.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode()
        os.close(descriptor)
        return holder
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return None
