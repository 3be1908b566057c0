"""Once a second, or as soon as something is due: due times, renderings, views, other nodes."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import peewee

from api.core import db
from api.core.clock import now
from api.media import commands as media
from api.publishing import log, queries, rendering, schedule
from api.viewcounts import tasks as views

LONGEST_WAIT = 0.8
"""Less than a second, so that with the round's own time nothing is later than that."""
SHORTEST_WAIT = 0.05
"""Between two rounds that both had work, so that editors come in between."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


def run(*, parent: int | None = None) -> None:
    """Tick until SIGTERM or SIGINT, or until the process `parent` is no longer ours."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        did_something = tick(now())
        stop.wait(SHORTEST_WAIT if did_something else _until_next())


def tick(at: datetime) -> bool:
    """One round of work; whether some was done, so that more may be waiting."""
    jobs = (_follow, views.renew_salts, schedule.perform_due, rendering.render_stale, views.fold)
    done = [_safely(job, at) for job in jobs]
    _safely(media.sweep, at)
    return any(done)


def _follow(at: datetime) -> None:
    """Tell this node's workers of what other nodes have committed."""
    log.follow(at)


def _until_next() -> float:
    """How many seconds there are to the next due time; what is overdue failed, and may wait."""
    due = _safely(lambda at: queries.next_attempt(), now())
    left = LONGEST_WAIT if due is None else (due - now()).total_seconds()
    return left if 0 < left < LONGEST_WAIT else LONGEST_WAIT


def _safely(job: Callable[[datetime], T], at: datetime) -> T | None:
    """A job that keeps neither the others nor the next round from being done when it fails."""
    try:
        return job(at)
    except peewee.DatabaseError as error:
        is_passing = db.is_passing(error)
        _log.error("the database does not answer: %s", error, exc_info=not is_passing)
    except Exception:
        _log.exception("the ticker goes on after a fault")
    db.close()
    return None
