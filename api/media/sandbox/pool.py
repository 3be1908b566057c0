"""Run the media worker: a limited child process, kept for the next file, replaced when it dies.

At most two per process. Safe to use from several threads, and in a process that was forked: a
child forgets its parent's workers and starts its own.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path
from typing import cast

from api.media.errors import BrokenImage, ImageWorkerUnavailable, TooCostly
from api.media.sandbox.protocol import read_message, write_message

MAX_WORKERS = 2
# The worker limits itself by CPU time; this only catches one that hangs without using any.
MAX_SECONDS = 60.0
# Memory left behind by odd files, and anything worse, goes with the process.
MAX_JOBS = 200

# Nothing else of the environment reaches the process that decodes hostile bytes: no secrets.
_ENVIRONMENT = ("LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME")
_KILLED_FOR_COST = (-signal.SIGXCPU, -signal.SIGPROF, -signal.SIGKILL)


def ask(data: bytes, task: str = "image") -> list[bytes]:
    """What a worker answers about a file. Raise BrokenImage or TooCostly if it dies."""
    return _pool.ask(data, task)


def close() -> None:
    """End the workers of this process; the next file starts new ones."""
    _pool.close()


class WorkerPool:
    """The workers of one process."""

    def __init__(self) -> None:
        self._begin()

    def begin_anew(self) -> None:
        """In a forked child: drop the parent's workers, and whoever waited for one there."""
        for worker in self._idle:
            worker.forget()
        self._begin()

    def ask(self, data: bytes, task: str = "image") -> list[bytes]:
        """Lend a worker for one file."""
        with self._slots:
            worker = self._take()
            try:
                return worker.ask(data, task)
            finally:
                self._put_back(worker)

    def close(self) -> None:
        """End the idle workers."""
        while self._idle:
            self._idle.pop().close()

    def _begin(self) -> None:
        self._slots = threading.BoundedSemaphore(MAX_WORKERS)
        self._idle: list[Worker] = []

    def _take(self) -> "Worker":
        while self._idle:
            worker = self._idle.pop()
            if worker.is_usable():
                return worker
            worker.close()
        return Worker()

    def _put_back(self, worker: "Worker") -> None:
        if worker.is_usable():
            self._idle.append(worker)
        else:
            worker.close()


class Worker:
    """One child process. Raise ImageWorkerUnavailable when it does not start."""

    def __init__(self) -> None:
        self._jobs = 0
        self._is_sound = True
        # Its own group, so that Ctrl-C reaches it only through the end of its parent; no session of
        # its own, which would have as large a share of the processor as the whole service.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "api.media.sandbox.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
            process_group=0,
        )
        self._to = cast(RawIOBase, self._process.stdin)
        self._from = cast(RawIOBase, self._process.stdout)
        with self._deadline():
            try:
                read_message(self._from)
            except (EOFError, OSError):
                self.close()
                raise ImageWorkerUnavailable from None

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def is_usable(self) -> bool:
        """Whether it can take one more file."""
        return self._is_sound and self._jobs < MAX_JOBS and self._process.poll() is None

    def ask(self, data: bytes, task: str = "image") -> list[bytes]:
        """Send one file, receive the answer; `task` is a name of `worker.TASKS`."""
        self._jobs += 1
        # Whatever interrupts the exchange, half an answer must not be read as the next one.
        self._is_sound = False
        try:
            with self._deadline():
                write_message(self._to, [task.encode(), data])
                answer = read_message(self._from)
                self._is_sound = True
            return answer
        except (EOFError, OSError):
            self.close()
        is_costly = self._process.returncode in _KILLED_FOR_COST
        raise TooCostly if is_costly else BrokenImage

    def close(self) -> None:
        """End it, at once if it does not end by itself."""
        self._to.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._from.close()

    def forget(self) -> None:
        """In a forked child: it is the parent's; leave it alone, and let go of its pipes."""
        self._to.close()
        self._from.close()
        self._process.returncode = 0

    @contextlib.contextmanager
    def _deadline(self) -> Iterator[None]:
        timer = threading.Timer(MAX_SECONDS, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _give_up(self) -> None:
        self._is_sound = False
        self._process.kill()


def _environment() -> dict[str, str]:
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    root = Path(__file__).resolve().parents[3]
    # One malloc arena: each would reserve 64 MB of the address space that is limited.
    return environment | {"PYTHONPATH": str(root), "MALLOC_ARENA_MAX": "1"}


_pool = WorkerPool()
atexit.register(close)
os.register_at_fork(after_in_child=_pool.begin_anew)
