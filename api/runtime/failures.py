"""Tells a log what fails again and again: at once and whole, then rarely, and when it is over."""

import logging
import time
from collections.abc import Callable

_FIRST_TIMES = {10, 100, 1_000}
_EVERY = 10_000
MOST_KNOWN = 1_000
PAUSE_SECONDS = 10.0


class Failures:
    """What fails now, by name; each was logged once, with its trace where that helps."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._counts: dict[str, int] = {}
        self._kinds: dict[str, set[type[BaseException]]] = {}

    def failed(self, what: str, error: BaseException, *, with_trace: bool = True) -> None:
        """It has failed, perhaps again; another kind of error is news too."""
        count = self._counts[what] = self._counts.pop(what, 0) + 1
        kinds = self._kinds.setdefault(what, set())
        if type(error) not in kinds:
            kinds.add(type(error))
            self._log.error("%s failed: %s", what, error, exc_info=error if with_trace else None)
        elif count in _FIRST_TIMES or count % _EVERY == 0:
            self._log.error("%s has failed %d times: %s", what, count, error)
        if len(self._counts) > MOST_KNOWN:
            self._forget(next(iter(self._counts)))

    def worked(self, what: str) -> None:
        """It has worked."""
        count = self._counts.get(what)
        if count is not None:
            self._forget(what)
            times = f"{count} failures" if count > 1 else "a failure"
            self._log.warning("%s works again, after %s", what, times)

    def _forget(self, what: str) -> None:
        # Another thread may have been quicker.
        self._counts.pop(what, None)
        self._kinds.pop(what, None)


class Floods:
    """Tells a log what every request meets while it lasts: at once, then how often each pause."""

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._last_said: dict[str, tuple[float, int]] = {}

    def met(self, level: int, what: str, error: BaseException) -> None:
        """It was met, perhaps again; `what` is one of a few."""
        now = self._clock()
        at, count = self._last_said.get(what, (now - PAUSE_SECONDS, 0))
        if now - at < PAUSE_SECONDS:
            self._last_said[what] = at, count + 1
            return
        self._last_said[what] = now, 0
        again = f" (and {count:,} more since this was said)" if count else ""
        self._log.log(level, "%s: %s%s", what, error, again)
