"""Tells a log what fails again and again: at once and whole, then rarely, and when it is over."""

import logging

_FIRST_TIMES = {10, 100, 1_000}
_EVERY = 10_000
MOST_KNOWN = 1_000


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
            self._log.warning("%s works again, after %d failures", what, count)

    def _forget(self, what: str) -> None:
        # Another thread may have been quicker.
        self._counts.pop(what, None)
        self._kinds.pop(what, None)
