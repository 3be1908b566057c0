"""A small file, mapped into memory by every process of a node, that tells them of change.

It holds two numbers: the head `seq` of the log of public changes, and a `tick` that moves with
every commit of the publishing engine (private schedules move due times without a public change).
Whoever commits moves it (server, import, command line); readers look at 16 bytes, no system call.

Behind them stands the epoch of the log. So the file is also a witness outside of the database of
what was said: one that stands before it in the same epoch has been put back.
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
_EPOCH = struct.Struct("32s")
_SIZE = _FORMAT.size + _EPOCH.size


Head = tuple[str, int]
"""The epoch of the log, and the number of its newest change."""


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
        if path.stat().st_size < _SIZE:
            self._file.truncate(_SIZE)
        self._map = mmap.mmap(self._file.fileno(), _SIZE)

    def read(self) -> State:
        """The state now."""
        return State(*_FORMAT.unpack_from(self._map))

    @property
    def epoch(self) -> str:
        """The epoch of the log when it was heard of last; "" where that is not known."""
        (packed,) = _EPOCH.unpack_from(self._map, _FORMAT.size)
        return str(packed.rstrip(b"\0").decode("ascii", "replace"))

    def announce(self, seq: int, epoch: str) -> None:
        """Move the head to `seq`, back in a new epoch alone, and the tick on."""
        with self._alone():
            is_same = self.epoch in ("", epoch)
            self._write(max(seq, self.read().seq) if is_same else seq)
            _EPOCH.pack_into(self._map, _FORMAT.size, epoch.encode())

    def follow(self, head: Callable[[], Head]) -> None:
        """Take over the head of a log that others write to as well."""
        epoch, seq = head()
        if epoch != self.epoch or seq > self.read().seq:
            self.announce(seq, epoch)

    def has_said_more(self, epoch: str, seq: int) -> bool:
        """Whether a log that stands at `seq` is older than what was said in its epoch."""
        return self.epoch in ("", epoch) and self.read().seq > seq

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


def announce(seq: int, epoch: str) -> None:
    """Tell every process of this node that the log has reached `seq`."""
    if _attached is not None:
        _attached.announce(seq, epoch)


def follow(head: Callable[[], Head]) -> None:
    """Tell every process of this node where the log stands that others write to as well."""
    if _attached is not None:
        _attached.follow(head)


def has_said_more(epoch: str, seq: int) -> bool:
    """Whether this node has said more in this epoch than a log that stands at `seq` knows of."""
    return _attached is not None and _attached.has_said_more(epoch, seq)


def state() -> State:
    """What this node knows; nothing before `attach`."""
    return State(0, 0) if _attached is None else _attached.read()
