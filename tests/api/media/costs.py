"""What a file costs in processor time, however busy the machine is with others."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.media.sandbox import pool


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """This process and its media workers, those that end included, work no longer than that."""
    before = spent()
    yield
    cost = spent() - before
    assert cost < seconds, f"{cost:.2f} s"


def spent() -> float:
    """Processor seconds of this process, of its ended children and of its idle media workers."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    used = own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
    return used + sum(_of_process(each.pid) for each in pool._pool._idle)


def _of_process(pid: int) -> float:
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
