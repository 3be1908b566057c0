"""The responses one worker keeps, by address, under the tags that a change may name."""

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from api.http.cache_control import Control

SHARE = 8
"""One answer has at most such a part of it: a page of a first sync would push out many others."""
LONGEST_SECONDS = 30.0
"""Counts of views in a kept response are never older than this."""

Key = tuple[str, ...]
Headers = list[tuple[str, str]]


class Form(NamedTuple):
    """A response as some are sent it: in one coding, or as what they have already."""

    status: str
    headers: Headers
    body: bytes


@dataclass(slots=True)
class Entry:
    """One response: its headers without what differs from request to request, and its bodies.

    One that `is_proof` is worth nothing unless the database itself says that it still holds. One
    that `is_brief` cannot be named to the caches in front when it changes. What changes by itself
    does so at `ends_at`.
    """

    status: str
    headers: Headers
    body: bytes
    etag: str
    tags: tuple[str, ...]
    is_timed: bool
    is_proof: bool = False
    seconds: float = LONGEST_SECONDS
    ends_at: datetime | None = None
    is_brief: bool = False
    until: float = 0.0
    forms: dict[str, Form] = field(default_factory=dict)
    operation: str = ""
    control: tuple[int, Control] | None = None
    """At which tick of the node what was said of how long it is fresh."""

    def is_over(self, at: datetime) -> bool:
        """Whether it has changed by itself."""
        return self.ends_at is not None and at >= self.ends_at


class Entries:
    """A bounded store. `seq` is how far into the log of changes it has followed.

    Of what was asked for last it keeps `most_bytes`; with none it keeps nothing. `seconds` tells
    the time that passes, whatever is done to the clock.
    """

    def __init__(
        self, seq: int, most_bytes: int, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.seq = seq
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._by_tag: defaultdict[str, set[Key]] = defaultdict(set)
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def size(self) -> int:
        """About how many bytes all of it takes."""
        return self._bytes

    def get(self, key: Key, grace: float = 0.0) -> Entry | None:
        """The entry of an address, unless it has been over for more than `grace` seconds."""
        entry = self._entries.get(key)
        if entry is None or entry.until + grace <= self._seconds():
            return None
        with suppress(KeyError):  # Another thread may have dropped it since.
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry, seq: int) -> None:
        """Keep an entry that was made when the log stood at `seq`, unless the log has moved on."""
        with self._lock:
            if seq != self.seq:
                return
            self._remove(key)
            if _size(key, entry) > self._most_bytes // SHARE:
                return
            entry.until = self._seconds() + entry.seconds
            self._entries[key] = entry
            self._bytes += _size(key, entry)
            for tag in entry.tags:
                self._by_tag[tag].add(key)
            while self._bytes > self._most_bytes:
                self._remove(next(iter(self._entries)))

    def drop(self, tags: Iterable[str], seq: int) -> None:
        """Forget what stands under any of `tags`; the log has been followed to `seq`."""
        with self._lock:
            for tag in tags:
                for key in list(self._by_tag.get(tag, ())):
                    self._remove(key)
            self.seq = max(seq, self.seq)

    def clear(self, seq: int) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._by_tag.clear()
            self._bytes = 0
            self.seq = seq

    def _remove(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        self._bytes -= _size(key, entry)
        for tag in entry.tags:
            self._by_tag[tag].discard(key)
            if not self._by_tag[tag]:
                del self._by_tag[tag]


def _size(key: Key, entry: Entry) -> int:
    """About how many bytes an entry takes: its compressed forms and its headers included."""
    return sum(map(len, key)) + len(entry.body) * 3 + 4_000
