"""A small file, mapped into memory by every process of a node, that tells them of change.

It holds two numbers: the head `seq` of the log of public changes, and a `tick` that moves with
every commit of the publishing engine (private schedules move due times without a public change).
Whoever commits moves it (server, import, command line); readers look at 16 bytes, no system call.
"""

import fcntl
import hashlib
import mmap
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FORMAT = struct.Struct("<QQ")


@dataclass(frozen=True)
class State:
    """What the file says: the newest public change, and how often anything moved."""

    seq: int
    tick: int


class NodeFile:
    """The mapped file of one database on this node."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+b")
        if path.stat().st_size < _FORMAT.size:
            self._file.truncate(_FORMAT.size)
        self._map = mmap.mmap(self._file.fileno(), _FORMAT.size)

    def read(self) -> State:
        """The state now."""
        return State(*_FORMAT.unpack_from(self._map))

    def announce(self, seq: int) -> None:
        """Move the head to `seq`, never back, and the tick on."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            now = self.read()
            _FORMAT.pack_into(self._map, 0, max(seq, now.seq), now.tick + 1)
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the file back."""
        self._map.close()
        self._file.close()


_attached: NodeFile | None = None


def attach(state_dir: Path, database_url: str) -> None:
    """Use the file of this database from now on, in this process."""
    global _attached
    if _attached is not None:
        with suppress(BufferError, ValueError):
            _attached.close()
    name = hashlib.blake2b(database_url.encode(), digest_size=6).hexdigest()
    _attached = NodeFile(state_dir / f"node-{name}.state")


def announce(seq: int) -> None:
    """Tell every process of this node that the log has reached `seq`."""
    if _attached is not None:
        _attached.announce(seq)


def state() -> State:
    """What this node knows; nothing before `attach`."""
    return State(0, 0) if _attached is None else _attached.read()
