"""A small file, mapped into memory by every process of a node, that tells them of change.

It holds two numbers: the head `seq` of the log of public changes, and a `tick` that moves with
every commit of the publishing engine (private schedules move due times without a public change).
Whoever commits moves it (server, import, command line); readers look at 16 bytes, no system call.

Behind them stands the epoch of the log. So the file is also a witness outside of the database of
what was said: one that stands before it in the same epoch has been put back.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from api.runtime.runtime import Part, nothing
from api.runtime.shared_numbers import MappedNumbers
from api.setting.database_url import label
from api.settings import SettingsError

_SEQ, _TICK = 0, 1
_EPOCH, _EPOCH_COUNT = 2, 4
OTHERS = 6
"""The first place of what is not told of here: see `alarms.py`."""
COUNT = 16
_log = logging.getLogger(__name__)

Head = tuple[str, int]
"""The epoch of the log, and the number of its newest change."""


class State(NamedTuple):
    """What the file says: the newest public change, and how often anything moved."""

    seq: int
    tick: int


class NodeFile(MappedNumbers):
    """The mapped file of one database on this node."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, COUNT)

    def read(self) -> State:
        """The state now."""
        return State(*self.first_two())

    @property
    def epoch(self) -> str:
        """The epoch of the log when it was heard of last; "" where that is not known."""
        return self.text(_EPOCH, _EPOCH_COUNT)

    def announce(self, seq: int, epoch: str) -> None:
        """Move the head to `seq`, back in a new epoch alone, and the tick on."""
        with self.alone():
            is_same = self.epoch in ("", epoch)
            self._write(max(seq, self.read().seq) if is_same else seq)
            self.store_text(_EPOCH, _EPOCH_COUNT, epoch)

    def follow(self, head: Callable[[], Head]) -> None:
        """Take over the head of a log that others write to as well."""
        epoch, seq = head()
        if epoch != self.epoch or seq > self.read().seq:
            self.announce(seq, epoch)

    def has_said_more(self, epoch: str, seq: int) -> bool:
        """Whether a log that stands at `seq` is older than what was said in its epoch."""
        return self.epoch in ("", epoch) and self.read().seq > seq

    def _write(self, seq: int) -> None:
        self.store(_SEQ, seq)
        self.store(_TICK, self.number(_TICK) + 1)


def _close(file: NodeFile) -> None:
    with suppress(BufferError, ValueError):
        file.close()


_attached = Part[NodeFile | None](nothing, _close)


def attach(state_dir: Path, database_url: str) -> None:
    """Use the file of this database from now on."""
    _attached.close(_attached.get())
    path = state_dir / f"node-{label(database_url)}.state"
    try:
        _attached.set(NodeFile(path))
    except OSError as error:
        raise SettingsError(f"CONGXA_STATE_DIR: {path}: {error.strerror}") from error


def attached() -> NodeFile | None:
    """The file in use; nothing before `attach`."""
    return _attached.get()


def announce(seq: int, epoch: str) -> None:
    """Tell every process of this node that the log has reached `seq`, which is committed."""
    file = attached()
    if file is None:
        return
    try:
        file.announce(seq, epoch)
    except OSError as error:
        _log.error("the workers of this node do not learn of change %d: %s", seq, error)


def follow(head: Callable[[], Head]) -> None:
    """Tell every process of this node where the log stands that others write to as well."""
    file = attached()
    if file is not None:
        file.follow(head)


def has_said_more(epoch: str, seq: int) -> bool:
    """Whether this node has said more in this epoch than a log that stands at `seq` knows of."""
    file = attached()
    return file is not None and file.has_said_more(epoch, seq)


def state() -> State:
    """What this node knows; nothing before `attach`."""
    file = attached()
    return State(0, 0) if file is None else file.read()
