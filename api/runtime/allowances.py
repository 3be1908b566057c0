"""How often somebody may do something: so many times at once, then one after another.

Kept in the memory of each process and forgotten with it; who it was is written nowhere.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from api.runtime.errors import TooManyRequests
from api.runtime.runtime import Part

MOST_KNOWN = 10_000
"""So many are remembered; whoever came longest ago begins anew."""

_Seconds = Callable[[], float]


class Allowance:
    """A bucket for each that fills by itself: `at_once` in all, `a_second` again."""

    def __init__(self, at_once: int, a_second: float, seconds: _Seconds = time.monotonic) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._seconds = seconds
        self._lock = threading.Lock()
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, who: bytes) -> None:
        """Count once; TooManyRequests when there is nothing left."""
        with self._lock:
            left = self._now_left(who)
            self._keep(who, left - 1 if left >= 1 else left)
        if left < 1:
            raise TooManyRequests.after((1 - left) / self._a_second, self._at_once)

    def give_back(self, who: bytes) -> None:
        """What was counted last was nothing."""
        with self._lock:
            self._keep(who, min(float(self._at_once), self._now_left(who) + 1))

    def _now_left(self, who: bytes) -> float:
        left, since = self._left.pop(who, (float(self._at_once), self._seconds()))
        return min(float(self._at_once), left + (self._seconds() - since) * self._a_second)

    def _keep(self, who: bytes, left: float) -> None:
        self._left[who] = left, self._seconds()
        if len(self._left) > MOST_KNOWN:
            self._left.popitem(last=False)


class Limit:
    """How often each may do one thing: an allowance of every application, None for no limit."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._rate = at_once, a_second
        self._current = Part(self.usual)

    def usual(self) -> Allowance | None:
        """As often as the thing was declared with."""
        return Allowance(*self._rate)

    def use(self, allowance: Allowance | None) -> None:
        """Count with `allowance` from now on; None lets everybody do it as often as they like."""
        self._current.set(allowance)

    def take(self, who: bytes) -> None:
        """Count once; TooManyRequests for one too many."""
        allowance = self._current.get()
        if allowance is not None:
            allowance.take(who)

    def give_back(self, who: bytes) -> None:
        """What was counted last was nothing."""
        allowance = self._current.get()
        if allowance is not None:
            allowance.give_back(who)
