"""Threads of a server that Python did not start; run as a program with the address of a database.

Each lives for one call: an interpreter state is made for it, and taken down when the call returns.
"""

import ctypes
import os
import sys
from collections.abc import Callable

from api.db import databases
from api.db.databases import execute

_C = ctypes.CDLL(None)
_START = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
AT_ONCE = 8


def run(*calls: Callable[[], object]) -> None:
    """Make each call in a thread of its own, all at once; wait until the threads have ended."""
    started = [_START(lambda _, call=call: call() and None) for call in calls]
    threads = [ctypes.c_ulong() for _ in calls]
    for thread, start in zip(threads, started, strict=True):
        if _C.pthread_create(ctypes.byref(thread), None, start, None):
            raise RuntimeError("no thread was made")
    for thread in threads:
        _C.pthread_join(thread, None)


def open_files() -> int:
    """How many files and sockets this process has open."""
    return len(os.listdir("/proc/self/fd"))


def come_and_go(rounds: int) -> list[int]:
    """Let threads ask the database and end; the open files after each round."""
    found = []
    for _ in range(rounds):
        run(*[lambda: execute("SELECT 1").fetchone()] * AT_ONCE)
        found.append(open_files())
    return found


if __name__ == "__main__":
    databases.connect(sys.argv[1])
    print(*come_and_go(int(sys.argv[2])))
