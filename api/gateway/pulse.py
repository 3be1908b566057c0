"""Whether workers go on: each says so again and again, in memory shared with the supervisor.

One that is stopped, or hangs in a call that lets no other thread run, is dead to whoever connects
to it, though the system calls it alive.
"""

import mmap
import struct

MOST_LOOKS = 50
"""So many looks of the supervisor without a beat, and a worker has stopped for good: ten seconds.

Looks, not seconds: where the whole machine was asleep, nobody looked either.
"""
_COUNT = struct.Struct("@Q")


class Pulse:
    """A number for each worker, which only that worker moves on."""

    def __init__(self, workers: int) -> None:
        self._map = mmap.mmap(-1, workers * _COUNT.size)
        self._seen = [0] * workers
        self._looks = [0] * workers
        self._own = 0

    def begin(self, index: int) -> None:
        """Before a worker is forked: which number it moves."""
        self._own, self._looks[index] = index, 0

    def beat(self) -> None:
        """In a worker: it goes on."""
        _COUNT.pack_into(self._map, self._own * _COUNT.size, self._number(self._own) + 1)

    def is_lost(self, index: int) -> bool:
        """In the supervisor, at each look: whether a worker has not moved for too long."""
        number = self._number(index)
        self._looks[index] = 0 if number != self._seen[index] else self._looks[index] + 1
        self._seen[index] = number
        return self._looks[index] >= MOST_LOOKS

    def _number(self, index: int) -> int:
        number: int = _COUNT.unpack_from(self._map, index * _COUNT.size)[0]
        return number
