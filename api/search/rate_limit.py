"""How often one network may search; no address is written anywhere."""

from api.http.networks import network_of
from api.runtime.allowances import Limit

AT_ONCE = 60
A_SECOND = 2.0

_limit = Limit(AT_ONCE, A_SECOND)
usual, use = _limit.usual, _limit.use


def take(address: str | None) -> None:
    """Count one question of an address for its whole network."""
    _limit.take(network_of(address or ""))
