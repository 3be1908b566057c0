"""Once a second, or as soon as something is due, it gives every background job its turn."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from peewee import PeeweeException

from api.db import connections, databases
from api.jobs import Job, Work, jobs
from api.publishing import queries
from api.runtime import runtime
from api.runtime.clock import now
from api.runtime.disk.storage_faults import fault_of
from api.runtime.failures import Failures
from api.runtime.wakeup import Wakeup

LONGEST_WAIT = 0.8
"""Less than a second, so that with the round's own time nothing is later than that."""
SHORTEST_WAIT = 0.05
"""Between two rounds that both had work, so that editors come in between."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


def run(*, parent: int | None = None) -> None:
    """Tick until SIGTERM or SIGINT, or until the process `parent` is no longer ours."""
    stop = Wakeup()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.call())
    ticker = Ticker()
    while not stop.was_called and (parent is None or os.getppid() == parent):
        began = now()
        did_something = ticker.tick(began)
        stop.wait(SHORTEST_WAIT if did_something else ticker.seconds_left(began, now()))


@dataclass
class _Running:
    """A job, what does it, when that was begun last, and the thread of one that is apart."""

    job: Job
    work: Work
    last: datetime | None = None
    thread: threading.Thread | None = None

    def is_its_turn(self, at: datetime) -> bool:
        """Whether it is to be begun now."""
        if self.thread is not None and self.thread.is_alive():
            return False
        return self.last is None or at - self.last >= self.job.every


class Ticker:
    """What is done round after round, and what of it fails now."""

    def __init__(self, done: Iterable[Job] | None = None) -> None:
        self._failures = Failures(_log)
        self._running = [_Running(job, job.begin()) for job in (jobs() if done is None else done)]

    def tick(self, at: datetime) -> bool:
        """One round of work; whether some was done, so that more may be waiting."""
        done = [self._turn(running, at) for running in self._running if running.is_its_turn(at)]
        return any(done)

    def wait(self) -> None:
        """Return when nothing goes on beside the rounds."""
        for running in self._running:
            if running.thread is not None:
                running.thread.join()

    def seconds_left(self, began: datetime, at: datetime) -> float:
        """How long it is to the next due time; what was due as the round began may wait.

        That failed. What became due during the round was not looked at yet, and does not wait.
        """
        due = self._safely("asking what is due", lambda _at: queries.next_attempt(), at)
        if due is None or due <= began:
            return LONGEST_WAIT
        return min(max((due - at).total_seconds(), 0), LONGEST_WAIT)

    def _turn(self, running: _Running, at: datetime) -> bool:
        running.last = at
        if not running.job.is_apart:
            return bool(self._safely(running.job.name, running.work, at))
        # A daemon: the end of the process does not wait for it, as it would not for a kill.
        apart = runtime.current().bound(self._apart)
        running.thread = threading.Thread(target=apart, args=(running, at), daemon=True)
        running.thread.start()
        return False

    def _apart(self, running: _Running, at: datetime) -> None:
        try:
            self._safely(running.job.name, running.work, at)
        finally:
            databases.close()

    def _safely(self, name: str, work: Callable[[datetime], T], at: datetime) -> T | None:
        """Work that keeps neither the others nor the next round from being done when it fails."""
        try:
            done = work(at)
        except Exception as error:
            is_known = connections.is_passing(error) or fault_of(error) is not None
            self._failures.failed(name, error, with_trace=not is_known)
            if isinstance(error, PeeweeException):
                databases.close()
            return None
        self._failures.worked(name)
        return done
