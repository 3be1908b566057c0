"""Once a second, or as soon as something is due: due times, renderings, other nodes' changes."""

import logging
import os
import signal
import threading
from datetime import datetime

from api.core import db, node
from api.core.clock import now
from api.publishing import queries, rendering, schedule

LONGEST_WAIT = 1.0
_log = logging.getLogger(__name__)


def run(*, parent: int | None = None) -> None:
    """Tick until SIGTERM or SIGINT, or until the process `parent` is no longer ours."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        stop.wait(_tick_safely())


def tick(at: datetime) -> None:
    """One round of work."""
    schedule.perform_due(at)
    rendering.render_stale(at)
    seq = queries.head_seq()
    if seq != node.state().seq:
        # Another node has committed: this node's workers learn of it here.
        node.announce(seq)


def _tick_safely() -> float:
    """A tick that outlives any fault, and how many seconds to wait for the next."""
    try:
        tick(now())
        due = queries.next_attempt()
        left = LONGEST_WAIT if due is None else (due - now()).total_seconds()
        return max(0.0, min(LONGEST_WAIT, left))
    except Exception:
        _log.exception("the ticker goes on after a fault")
        db.close()
        return LONGEST_WAIT
