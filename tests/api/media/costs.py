"""What a file costs in processor time, however slow or busy the machine and this process are."""

import contextlib
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import thread_time
from unittest import mock

from api.media.sandbox import pool

_PACKED = zlib.compress(bytes(20_000_000))
_AT_REST = 0.18
"""Seconds of a processor."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """This thread and the media workers, those that end included, work no longer than that.

    Seconds of a machine at rest: one that is slower now, by a measure taken beside it, has more.
    The children's own `getrusage` would count whatever of an earlier test is reaped meanwhile.
    """
    ended: list[float] = []
    close = pool.Worker.close

    def closing(worker: pool.Worker) -> None:
        worker._to.close()
        with contextlib.suppress(ChildProcessError):  # Closed before.
            os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOWAIT)
            ended.append(_of_process(worker.pid))
        close(worker)

    before = _of_idle() + thread_time()
    with mock.patch.object(pool.Worker, "close", closing):
        yield
    cost = _of_idle() + thread_time() + sum(ended) - before
    if cost >= seconds:
        slowness = _slowness()
        assert cost < seconds * slowness, f"{cost:.2f} s, on a machine {slowness:.1f} times as slow"


def _slowness() -> float:
    """How many times longer than at rest a piece of work takes now: words, bytes, fresh memory."""
    before = thread_time()
    for _round in range(4):
        sum(len(str(number)) for number in range(60_000))
        zlib.decompress(_PACKED)
    return (thread_time() - before) / _AT_REST


def _of_idle() -> float:
    return sum(_of_process(each.pid) for each in pool._pool._idle)


def _of_process(pid: int) -> float:
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
