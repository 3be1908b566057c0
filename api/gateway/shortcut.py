"""Hands requests to whoever answers them before the event loop is woken: only bodies need that.

To wake the loop and make a task costs more than an answer that lies ready, and a tenth of any
other. granian offers no way around its loop, so this stands in for its scheduler, in a worker
alone; its version is locked by a hash.
"""

from collections.abc import Callable
from typing import Any

from granian import _futures

AtOnce = Callable[[Any], bool]


def install(at_once: AtOnce) -> None:
    """Ask `at_once` first; a request that it does not take goes the way of all."""
    way_of_all = _futures._cbsched_aioschedule

    def scheduling(loop: Any, context: Any, answer: Any) -> Callable[[Any], None]:
        later = way_of_all(loop, context, answer)

        def schedule(watcher: Any) -> None:
            if not at_once(watcher):
                later(watcher)

        return schedule

    _futures._cbsched_aioschedule = scheduling
