"""A small file, mapped into memory by every process of a node, that tells them of change.

It holds two numbers: the head `seq` of the log of public changes, and a `tick` that moves with
every commit of the publishing engine (private schedules move due times without a public change).
Whoever commits moves it (server, import, command line); readers look at 16 bytes, no system call.
"""

import fcntl
import mmap
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from api.core import connections
from api.settings import SettingsError

# In the machine's own form each number is stored at once: nobody reads half of an old one.
_FORMAT = struct.Struct("@QQ")
_LARGEST = 2**64 - 1


class State(NamedTuple):
    """What the file says: the newest public change, and how often anything moved."""

    seq: int
    tick: int


class NodeFile:
    """The mapped file of one database on this node."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._threads = threading.Lock()
        self._file = path.open("a+b")
        if path.stat().st_size < _FORMAT.size:
            self._file.truncate(_FORMAT.size)
        self._map = mmap.mmap(self._file.fileno(), _FORMAT.size)

    def read(self) -> State:
        """The state now."""
        return State(*_FORMAT.unpack_from(self._map))

    def announce(self, seq: int) -> None:
        """Move the head to `seq`, never back, and the tick on."""
        with self._alone():
            self._write(max(seq, self.read().seq))

    def follow(self, head: Callable[[], int]) -> None:
        """Take over the head of the log itself, be it further on or, after a restore, back."""
        seq = head()
        if seq > self.read().seq:
            self.announce(seq)
        elif seq < self.read().seq:
            # What was announced was committed before, so asked again now the log must have it.
            with self._alone():
                self._write(head())

    def close(self) -> None:
        """Give the file back."""
        self._map.close()
        self._file.close()

    def _write(self, seq: int) -> None:
        _FORMAT.pack_into(self._map, 0, seq, (self.read().tick + 1) & _LARGEST)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # The threads of a process share one open file, which the lock on it does not keep apart.
        with self._threads:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


_attached: NodeFile | None = None


def attach(state_dir: Path, database_url: str) -> None:
    """Use the file of this database from now on, in this process."""
    global _attached
    if _attached is not None:
        with suppress(BufferError, ValueError):
            _attached.close()
    path = state_dir / f"node-{connections.label(database_url)}.state"
    try:
        _attached = NodeFile(path)
    except OSError as error:
        raise SettingsError(f"CONGXA_STATE_DIR: {path}: {error.strerror}") from error


def announce(seq: int) -> None:
    """Tell every process of this node that the log has reached `seq`."""
    if _attached is not None:
        _attached.announce(seq)


def follow(head: Callable[[], int]) -> None:
    """Tell every process of this node where the log stands that others write to as well."""
    if _attached is not None:
        _attached.follow(head)


def state() -> State:
    """What this node knows; nothing before `attach`."""
    return State(0, 0) if _attached is None else _attached.read()
