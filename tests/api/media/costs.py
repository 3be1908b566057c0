"""What a file costs in processor time, however busy the machine and this process are otherwise."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import thread_time
from unittest import mock

from api.media.sandbox import pool


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """This thread and the media workers, those that end included, work no longer than that.

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
    assert cost < seconds, f"{cost:.2f} s"


def _of_idle() -> float:
    return sum(_of_process(each.pid) for each in pool._pool._idle)


def _of_process(pid: int) -> float:
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
