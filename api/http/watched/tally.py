"""Counts what this process answers, in a file that outlives it: the next one of its place goes on.

The file is mapped into memory: what was counted stays, whatever ends the process. It is of one
size from the beginning, so that a full disk is met at the start and by no request.
"""

import fcntl
import mmap
import os
import struct
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple

from api.runtime.runtime import Part, nothing

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Of the seconds that an answer took to make, as Prometheus counts them."""
ROWS = 4_096
"""More than there are operations with their statuses; what came beyond would share the last."""
_SUFFIX = ".counts"
# Of each row a name, how many lay ready, how many took no longer than each bound, how many
# took longer, and the sum of their seconds.
LONGEST_NAME, _NUMBERS = 64, len(BOUNDS) + 3
_LABEL = struct.Struct(f"{LONGEST_NAME}s")
_ROW = struct.Struct(f"{LONGEST_NAME}s{_NUMBERS}d")
_WIDTH, _READY = _ROW.size // 8, _LABEL.size // 8


class Totals(NamedTuple):
    """What was answered: how often by operation and status, from what lay ready, how quickly."""

    requests: Counter[tuple[str, str]]
    ready: Counter[str]
    seconds: dict[str, list[float]]
    """By operation: how many took no longer than each bound, how many took longer, their sum."""


class Tally:
    """The totals of one process, in the first place of a folder that no living one has."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self.folder = folder
        self._turn = threading.Lock()
        self._file = _free_place(folder)
        os.posix_fallocate(self._file.fileno(), 0, ROWS * _ROW.size)
        self._map = mmap.mmap(self._file.fileno(), ROWS * _ROW.size)
        self._numbers = memoryview(self._map).cast("d")
        self._rows = {name: row for row, (name, _) in enumerate(_rows(self._map[:]))}

    def row(self, operation: str, status: str) -> int:
        """Where answers of an operation with a status are counted."""
        name = operation, status
        with self._turn:
            if name not in self._rows:
                row = self._rows[name] = min(len(self._rows), ROWS - 1)
                _LABEL.pack_into(self._map, row * _ROW.size, f"{status} {operation}".encode())
            return self._rows[name] * _WIDTH + _READY

    def add(self, row: int, seconds: float | None) -> None:
        """Count an answer that took so many seconds; None for what lay ready."""
        numbers = self._numbers
        with self._turn:
            if seconds is None:
                numbers[row] += 1
            else:
                numbers[row + 1 + bisect_left(BOUNDS, seconds)] += 1
                numbers[row + _NUMBERS - 1] += seconds

    def close(self) -> None:
        """Leave the place to another process."""
        self._numbers.release()
        self._map.close()
        self._file.close()


def sums(folder: Path) -> Totals:
    """The totals of all processes that there were since the service began."""
    whole = Totals(Counter(), Counter(), {})
    for place in folder.glob(f"*{_SUFFIX}"):
        for (operation, status), (ready, *seconds) in _rows(place.read_bytes()):
            whole.requests[operation, status] += int(ready + sum(seconds[:-1]))
            whole.ready[operation] += int(ready)
            known = whole.seconds.get(operation, [0.0] * len(seconds))
            whole.seconds[operation] = [a + b for a, b in zip(known, seconds, strict=True)]
    return whole


def begin_anew(folder: Path) -> None:
    """Forget the totals of a service that has ended."""
    for path in folder.glob("*"):
        path.unlink()


_current = Part[Tally | None](nothing, Tally.close)


def use(tally: Tally | None) -> None:
    """Count into this one from now on, or nothing."""
    _current.close(_current.get())
    _current.set(tally)


def current() -> Tally | None:
    """The tally in use; None where nobody wants to know."""
    return _current.get()


def _free_place(folder: Path) -> BinaryIO:
    for number in count():
        file = (folder / f"{number}{_SUFFIX}").open("a+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    raise AssertionError("numbers never end")


def _rows(data: bytes) -> Iterator[tuple[tuple[str, str], list[float]]]:
    for packed, *numbers in _ROW.iter_unpack(data):
        if not packed[0]:
            break
        status, _, operation = packed.rstrip(b"\0").decode().partition(" ")
        yield (operation, status), numbers
