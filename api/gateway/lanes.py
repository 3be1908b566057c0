"""The threads that answer requests; they never end by themselves, so what each owns stays.

Health has lanes of its own: a question about it does not wait behind what it is asked about.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

THREADS = 4
MOST_WAITING = 512
"""More requests than this wait for nothing: whoever asked the first of them is gone by then."""

AUTHORING = "/authoring/"
FILES = frozenset({"/authoring/v1/media", "/authoring/v1/conversions"})
"""Where what is sent is prepared, at most two at a time in a node."""
_READING = {"GET", "HEAD", "OPTIONS"}

T = TypeVar("T")


class Lane:
    """Some threads, and the requests that wait for them."""

    def __init__(self, name: str, threads: int = 1) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._lock = threading.Lock()
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether so many wait here that another one would only wait in vain."""
        return self._waiting >= MOST_WAITING

    def submit(self, call: Callable[[], T]) -> Future[T]:
        """Have `call` made in one of the threads."""
        self._count(1)
        future = self._pool.submit(call)
        future.add_done_callback(lambda _: self._count(-1))
        return future

    async def run(self, call: Callable[[], T]) -> T:
        """What `call` returns, made in one of the threads."""
        return await asyncio.wrap_future(self.submit(call))

    def _count(self, change: int) -> None:
        with self._lock:
            self._waiting += change


class Lanes:
    """Which requests go through which lane."""

    def __init__(self) -> None:
        self._main = Lane("requests", THREADS)
        self._writes = Lane("writes", THREADS // 2)
        # One more than are prepared at a time would do to refuse the next; a slow disk takes more.
        self._files = Lane("files", THREADS)
        self._own = {"/healthz": Lane("healthz"), "/readyz": Lane("readyz")}
        self._refusals = Lane("refusals")

    def of(self, path: str, method: str) -> Lane:
        """The lane of a request; writers wait for each other, and no reader waits for them.

        Nobody waits for files, which take seconds to prepare.
        """
        if path.startswith(AUTHORING) and method not in _READING:
            return self._files if path in FILES else self._writes
        return self._own.get(path, self._main)

    @property
    def refusals(self) -> Lane:
        """The lane of requests that are refused before they are looked at."""
        return self._refusals
