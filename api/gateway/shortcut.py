"""Answers what lies ready in the HTTP server's own thread, before the event loop is woken for it.

To wake the loop and make a task costs more than such an answer. granian offers no way around its
loop, so this stands in for its scheduler, in a worker alone; its version is locked by a hash.
"""

from collections.abc import Callable
from typing import Any

from granian import _futures

AtOnce = Callable[[Any, Any], bool]


def install(at_once: AtOnce) -> None:
    """Ask `at_once` (scope, protocol) first; what it does not answer takes the way of all."""
    way_of_all = _futures._cbsched_aioschedule

    def scheduling(loop: Any, context: Any, answer: Any) -> Callable[[Any], None]:
        later = way_of_all(loop, context, answer)

        def schedule(watcher: Any) -> None:
            if at_once(watcher.scope, watcher.proto):
                watcher.done()
            else:
                later(watcher)

        return schedule

    _futures._cbsched_aioschedule = scheduling
