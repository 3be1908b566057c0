"""Once a second, or as soon as something is due: due times, renderings, views, other nodes."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from peewee import PeeweeException

from api.core import alarms, db, scratch
from api.core.alarms import Alarm
from api.core.clock import now
from api.core.failures import Failures
from api.core.storage_faults import fault_of
from api.media import commands as media
from api.media.tasks import CatchUp
from api.operations.integrity import Integrity
from api.operations.trials import Trials
from api.publishing import log, queries, rendering, schedule
from api.syndication import snapshots
from api.viewcounts import tasks as views

LONGEST_WAIT = 0.8
"""Less than a second, so that with the round's own time nothing is later than that."""
SWEEP_EVERY = timedelta(minutes=1)
SHORTEST_WAIT = 0.05
"""Between two rounds that both had work, so that editors come in between."""

T = TypeVar("T")
Job = Callable[[datetime], T]
_log = logging.getLogger(__name__)


def run(*, parent: int | None = None) -> None:
    """Tick until SIGTERM or SIGINT, or until the process `parent` is no longer ours."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    ticker = Ticker()
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        did_something = ticker.tick(now())
        stop.wait(SHORTEST_WAIT if did_something else ticker.seconds_left(now()))


class Ticker:
    """What is done round after round, and what of it fails now."""

    def __init__(self) -> None:
        self._failures = Failures(_log)
        self._trials = Trials()
        self._integrity = Integrity()
        self._catch_up = CatchUp()
        self._swept: datetime | None = None
        # Whoever was killed, or could not tell, may have left files that are public no more.
        alarms.sound(Alarm.MEDIA)

    def tick(self, at: datetime) -> bool:
        """One round of work; whether some was done, so that more may be waiting."""
        self._safely("the report of health", self._trials.run, at)
        done = [self._safely(name, job, at) for name, job in _jobs().items()]
        done.append(self._safely("putting media right", self._catch_up.run, at))
        self._safely("the sweep of media", media.sweep, at)
        if self._swept is None or at - self._swept >= SWEEP_EVERY:
            self._swept = at
            self._safely("the sweep of snapshots", snapshots.sweep, at)
            self._safely("the sweep of temporary folders", lambda _at: scratch.sweep_folders(), at)
        self._safely("the check of the database", lambda _at: self._integrity.look(), at)
        return any(done)

    def wait(self) -> None:
        """Return when nothing goes on beside the rounds."""
        self._integrity.wait()

    def seconds_left(self, at: datetime) -> float:
        """How long it is to the next due time; what is overdue failed, and may wait."""
        due = self._safely("asking what is due", lambda _at: queries.next_attempt(), at)
        left = LONGEST_WAIT if due is None else (due - at).total_seconds()
        return left if 0 < left < LONGEST_WAIT else LONGEST_WAIT

    def _safely(self, name: str, job: Job[T], at: datetime) -> T | None:
        """A job that keeps neither the others nor the next round from being done when it fails."""
        try:
            done = job(at)
        except Exception as error:
            is_known = db.is_passing(error) or fault_of(error) is not None
            self._failures.failed(name, error, with_trace=not is_known)
            if isinstance(error, PeeweeException):
                db.close()
            return None
        self._failures.worked(name)
        return done


def _follow(at: datetime) -> None:
    """Tell this node's workers of what other nodes have committed."""
    log.follow(at)


def _jobs() -> dict[str, Job[object]]:
    return {
        "following the log": _follow,
        "renewing the salts": views.renew_salts,
        "doing what is due": schedule.perform_due,
        "rendering what is stale": rendering.render_stale,
        "counting views": views.fold,
    }
