"""Where views and votes wait until they are counted: a file of each process, written before the
answer.

A killed process leaves its file to the next ticker. A record is 64 bytes, so that none crosses a
page: the system writes all of it or nothing. A file that may not be written any more is closed:
its process sees that under the lock and begins another.
"""

import fcntl
import logging
import os
import stat
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from api.publishing import registry
from api.runtime.runtime import Part, nothing

SUFFIX = ".journal"
KINDS = registry.names("view_number")
"""The kinds of item whose reading is counted."""
RATED = registry.names("rating_number")
"""The kinds of item that readers rate."""
_DROPPED = 0

_RECORD = struct.Struct("<16s16s16sBBxxIQ")
RECORD_BYTES = _RECORD.size
_log = logging.getLogger(__name__)


class Event(NamedTuple):
    """A view or a vote: two hashes, what it is about, and in which hour. Nothing of who it was.

    A vote has a verdict, which is no 0, and the millisecond it came in: the last one counts.
    """

    key: bytes
    cap_key: bytes
    kind: str
    item: bytes
    hour: int
    verdict: int = 0
    millisecond: int = 0


class Full(OSError):
    """There is no room for one more view."""


class Journal:
    """The file that this process writes; at most `most_bytes` wait in it."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._most_bytes = most_bytes
        self._threads = threading.Lock()
        self._file: int | None = None
        self._dropped = 0

    def append(self, event: Event) -> None:
        """Keep a view; where there is no room it is dropped, and that is counted."""
        number = number_of(event.kind, is_vote=bool(event.verdict))
        record = _RECORD.pack(event.key, event.cap_key, event.item, number, event.verdict,
                              event.hour, event.millisecond)  # fmt: skip
        with self._threads:
            try:
                self._write(record)
            except OSError as error:
                if not self._dropped:
                    _log.error("views are dropped: %s", error)
                self._dropped += 1

    def close(self) -> None:
        """Give the file back; what is in it stays to be counted."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, record: bytes) -> None:
        file = self._locked()
        try:
            if self._dropped:
                record += _RECORD.pack(b"", b"", b"", _DROPPED, 0, self._dropped, 0)
            size = os.fstat(file).st_size
            if size + len(record) > self._most_bytes:
                raise Full(f"{self._most_bytes} bytes wait to be counted")
            if os.write(file, record) < len(record):
                os.ftruncate(file, size)
                raise Full("the disk is full")
            self._dropped = 0
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)

    def _locked(self) -> int:
        """The file of this process, locked, and open to one more record."""
        while True:
            if self._file is None:
                self._file = _create(self.folder / f"{token_hex(12)}{SUFFIX}")
            fcntl.flock(self._file, fcntl.LOCK_EX)
            if os.fstat(self._file).st_mode & stat.S_IWUSR:
                return self._file
            self.close()


def _create(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)


def files(folder: Path) -> list[Path]:
    """The journals that are there, the oldest first."""
    dated = [(path.stat().st_mtime_ns, path) for path in folder.glob(f"*{SUFFIX}")]
    return [path for _, path in sorted(dated)]


def close(path: Path) -> bool:
    """Let nothing more be written to a journal; false while its process is just writing."""
    file = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.fchmod(file, stat.S_IRUSR)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True


def read(path: Path, offset: int, most: int) -> bytes:
    """The records of a closed journal from `offset` on, no more than `most`."""
    with path.open("rb") as file:
        file.seek(offset)
        data = file.read(most * _RECORD.size)
    return data[: len(data) // _RECORD.size * _RECORD.size]


def events(data: bytes) -> Iterator[Event]:
    """The views and votes that records tell of."""
    names = {number_of(kind): kind for kind in KINDS()}
    names |= {number_of(kind, is_vote=True): kind for kind in RATED()}
    for key, cap_key, item, number, verdict, hour, millisecond in _RECORD.iter_unpack(data):
        if number in names:
            yield Event(key, cap_key, names[number], item, hour, verdict, millisecond)


def number_of(kind: str, is_vote: bool = False) -> int:
    """The number that views of a kind have in a file, or votes about it."""
    handled = registry.content_type(kind)
    number: int = handled.rating_number if is_vote else handled.view_number
    return number


def dropped(data: bytes) -> int:
    """How many views records say had to be dropped before."""
    records = _RECORD.iter_unpack(data)
    return sum(count for *_, number, _, count, _ in records if number == _DROPPED)


_current = Part[Journal | None](nothing, Journal.close)


def use(journal: Journal) -> None:
    """Write this one from now on."""
    _current.close(_current.get())
    _current.set(journal)


def current() -> Journal:
    """The journal in use."""
    journal = _current.get()
    if journal is None:
        raise RuntimeError("no journal is in use")
    return journal
