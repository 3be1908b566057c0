"""How often one network may search; no address is written anywhere."""

from api.http.networks import network_of
from api.runtime.allowances import Allowance
from api.runtime.runtime import Part

AT_ONCE = 60
A_SECOND = 2.0


def usual() -> Allowance | None:
    """How often any network may search."""
    return Allowance(AT_ONCE, A_SECOND)


_current = Part(usual)


def use(allowance: Allowance | None) -> None:
    """Count with `allowance` from now on; None lets everybody ask as often as they like."""
    _current.set(allowance)


def take(address: str | None) -> None:
    """Count one question of an address for its whole network."""
    allowance = _current.get()
    if allowance is not None:
        allowance.take(network_of(address or ""))
