"""The salts that visits are hashed with: in memory alone, one for each day in Viet Nam.

The map has no name and no file. The server makes it before its children begin, so all of them see
the same bytes; the ticker writes in it, workers read. A salt that was destroyed is in no copy.
"""

import mmap
import os
import secrets
import struct
import threading

from api.runtime.runtime import Part

BYTES = 32
_SLOTS = 4
# In the machine's own form a number is stored at once: nobody reads half of an old one.
_SLOT = struct.Struct(f"@Q{BYTES}s")
_DAY = struct.Struct("@Q")
_EMPTY = bytes(BYTES)


class Salts:
    """A few days' salts in a shared map: the one of a descriptor, else a new one."""

    def __init__(self, descriptor: int | None = None) -> None:
        self.descriptor = os.memfd_create("congxa-salts") if descriptor is None else descriptor
        if descriptor is None:
            os.ftruncate(self.descriptor, mmap.PAGESIZE)
        self._map = mmap.mmap(self.descriptor, mmap.PAGESIZE)
        self._map.madvise(mmap.MADV_DONTDUMP)

    def of(self, day: int) -> bytes:
        """The salt of a day; while that is not made yet, the newest there is."""
        salt = self.get(day)
        if salt is None:
            salt = self.get(max(self.days(), default=0))
        if salt is None:
            raise LookupError("no salt was made")
        return salt

    def get(self, day: int) -> bytes | None:
        """The salt of a day, when there is one."""
        place = self._place(day)
        slot_day, salt = _SLOT.unpack_from(self._map, place)
        # Read again: it may have been destroyed meanwhile.
        is_whole = slot_day == day == _DAY.unpack_from(self._map, place)[0]
        return salt if is_whole and day else None

    def days(self) -> list[int]:
        """The days that have a salt."""
        slots = (_DAY.unpack_from(self._map, place)[0] for place in self._places())
        return [day for day in slots if day]

    def put(self, day: int, salt: bytes) -> None:
        """Let this be the salt of a day, instead of any other."""
        place = self._place(day)
        if self.get(day) == salt:
            return
        _SLOT.pack_into(self._map, place, 0, salt)
        _DAY.pack_into(self._map, place, day)

    def destroy_outside(self, first: int, last: int) -> None:
        """Keep no salt of any other day."""
        for day in self.days():
            if not first <= day <= last:
                _SLOT.pack_into(self._map, self._place(day), 0, _EMPTY)

    def _place(self, day: int) -> int:
        return day % _SLOTS * _SLOT.size

    def _places(self) -> range:
        return range(0, _SLOTS * _SLOT.size, _SLOT.size)


class OwnSalts(Salts):
    """The salts of a process beside which no ticker of ours runs: it makes and destroys itself."""

    def __init__(self) -> None:
        super().__init__()
        self._threads = threading.Lock()

    def of(self, day: int) -> bytes:
        """The salt of a day, made when first asked for."""
        with self._threads:
            if self.get(day) is None:
                self.put(day, secrets.token_bytes(BYTES))
                self.destroy_outside(day, day)
        return super().of(day)


_current = Part[Salts](OwnSalts)


def use(salts: Salts) -> None:
    """Hash with these from now on, and in those processes that this one forks."""
    _current.set(salts)


def current() -> Salts:
    """The salts in use: those of this process alone, unless it was told others."""
    return _current.get()
