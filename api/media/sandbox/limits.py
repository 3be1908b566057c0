"""What the process that reads hostile files may use of memory and time. In the worker only."""

import contextlib
import math
import os
import resource
import signal
from collections.abc import Iterator

MAX_MEMORY = 512 << 20
# Finding out what a file is takes an honest one some hundredths of a second, decoding it may take
# long: so a header made to be walked for ever does not get the time of a picture.
HEADER_SECONDS = 0.5
_LAST = 19


def limit_process() -> None:
    """Limit this process for good, before it reads the first byte."""
    _limit(resource.RLIMIT_AS, MAX_MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, 16)


def allow_cpu_seconds(seconds: int) -> None:
    """End this process when the next file takes longer; the limit moves on with every file."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def give_way() -> None:
    """Let whoever answers readers have the processor first, from now on."""
    os.setpriority(os.PRIO_PROCESS, 0, _LAST)


@contextlib.contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End this process when what happens inside takes longer, be it within a call into C.

    The time of the system counts as well: what asks for memory without end spends most of it there.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit(what: int, value: int) -> None:
    """Lower a limit; one that the system has set lower stays."""
    _soft, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))
