"""How often one network may search: so many questions at once, then one after another.

Kept in the memory of each process and forgotten with it; no address is written anywhere.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from api.http.networks import network_of
from api.runtime.errors import TooManyRequests
from api.runtime.runtime import Part

AT_ONCE = 60
A_SECOND = 2.0
MOST_NETWORKS = 10_000

_Seconds = Callable[[], float]


class Allowance:
    """A bucket for each network that fills by itself."""

    def __init__(self, seconds: _Seconds = time.monotonic) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, network: bytes) -> None:
        """Count one question; TooManyRequests once there is none left."""
        with self._lock:
            now = self._seconds()
            left, since = self._left.pop(network, (float(AT_ONCE), now))
            left = min(float(AT_ONCE), left + (now - since) * A_SECOND)
            self._left[network] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > MOST_NETWORKS:
                self._left.popitem(last=False)
        if left < 1:
            raise TooManyRequests.after((1 - left) / A_SECOND, AT_ONCE)


def _usual() -> Allowance | None:
    return Allowance()


_current = Part(_usual)


def use(allowance: Allowance | None) -> None:
    """Count with `allowance` from now on; None lets everybody ask as often as they like."""
    _current.set(allowance)


def take(address: str | None) -> None:
    """Count one question of an address for its whole network."""
    allowance = _current.get()
    if allowance is not None:
        allowance.take(network_of(address or ""))
