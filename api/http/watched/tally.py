"""Counts what this process answers, in a file that outlives it: the next one of its place goes on.

Whoever answers only notes it; once a second, or when it is asked for, all notes are added up. So
a request that is answered from what lies ready pays a tenth of a microsecond for it.
"""

import fcntl
import json
import threading
import time
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import IO, NamedTuple

from api.runtime.disk.whole_files import replacing
from api.runtime.runtime import Part, nothing

EVERY_SECONDS = 1.0
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Of the seconds that an answer took to make, as Prometheus counts them."""
_MOST_NOTES = 1_000_000

Note = tuple[str, str, float | None]
"""The operation, the status, and the seconds that it took; None for what lay ready."""


class Totals(NamedTuple):
    """What was answered: how often by operation and status, from what lay ready, how quickly."""

    requests: Counter[tuple[str, str]]
    ready: Counter[str]
    seconds: dict[str, list[float]]
    """By operation: how many took no longer than each bound, how many took longer, their sum."""


def nothing_yet() -> Totals:
    """The totals of who has answered nothing."""
    return Totals(Counter(), Counter(), {})


class Tally:
    """The totals of one process, in the first place of a folder that no living one has."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self.folder = folder
        self._notes: deque[Note] = deque(maxlen=_MOST_NOTES)
        self.note = self._notes.append
        self._turn = threading.Lock()
        self._place, self._held = _free_place(folder)
        self._totals = _read(self._place)

    def keep_adding(self) -> None:
        """Add up in a thread, to the end of this process."""
        threading.Thread(target=self._add_for_ever, daemon=True).start()

    def add_up(self) -> None:
        """Add up what was noted, and write the totals down."""
        with self._turn:
            noted = Counter(self._notes.popleft() for _ in range(len(self._notes)))
            if noted:
                for note, times in noted.items():
                    _add(self._totals, note, times)
                _write(self._place, self._totals)

    def close(self) -> None:
        """Leave the place to another process."""
        self._held.close()

    def _add_for_ever(self) -> None:
        while True:
            time.sleep(EVERY_SECONDS)
            try:
                self.add_up()
            except OSError:
                continue  # A full disk: they are written the next time.


def sums(folder: Path) -> Totals:
    """The totals of all processes that there were since the service began."""
    whole = nothing_yet()
    for place in sorted(folder.glob("*.json")):
        totals = _read(place)
        whole.requests.update(totals.requests)
        whole.ready.update(totals.ready)
        for operation, numbers in totals.seconds.items():
            known = whole.seconds.get(operation, [0.0] * len(numbers))
            whole.seconds[operation] = [a + b for a, b in zip(known, numbers, strict=True)]
    return whole


def begin_anew(folder: Path) -> None:
    """Forget the totals of a service that has ended."""
    for path in folder.glob("*.json"):
        path.unlink()


_current = Part[Tally | None](nothing, Tally.close)


def use(tally: Tally | None) -> None:
    """Note into this one from now on, or nothing."""
    _current.close(_current.get())
    _current.set(tally)


def current() -> Tally | None:
    """The tally in use; None where nobody wants to know."""
    return _current.get()


def _add(totals: Totals, note: Note, times: int) -> None:
    operation, status, seconds = note
    totals.requests[operation, status] += times
    if seconds is None:
        totals.ready[operation] += times
        return
    numbers = totals.seconds.setdefault(operation, [0.0] * (len(BOUNDS) + 2))
    numbers[bisect_left(BOUNDS, seconds)] += times
    numbers[-1] += seconds * times


def _free_place(folder: Path) -> tuple[Path, IO[str]]:
    for number in count():
        held = (folder / f"{number}.lock").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
        else:
            return folder / f"{number}.json", held
    raise AssertionError("numbers never end")


def _read(place: Path) -> Totals:
    try:
        requests, ready, seconds = json.loads(place.read_bytes())
    except (FileNotFoundError, ValueError):
        return nothing_yet()  # None yet, or cut off by a full disk.
    counted = Counter({(operation, status): times for operation, status, times in requests})
    return Totals(counted, Counter(ready), seconds)


def _write(place: Path, totals: Totals) -> None:
    with replacing(place, is_durable=False) as file:
        text = json.dumps([_rows(totals.requests), totals.ready, totals.seconds])
        file.write(text.encode())


def _rows(requests: Counter[tuple[str, str]]) -> Iterable[tuple[str, str, int]]:
    return [(*key, times) for key, times in requests.items()]
