"""How often one account may write, be it by itself or by its programs, in each process.

It stops what runs away, and no editor: what a person or a program at work needs is far below.
"""

from api.runtime.allowances import Limit

AT_ONCE = 1_000
A_SECOND = 20.0

_limit = Limit(AT_ONCE, A_SECOND)
usual, use = _limit.usual, _limit.use


def take(account: str) -> None:
    """Count one write; TooManyRequests for one too many."""
    _limit.take(account.encode())


def give_back(account: str) -> None:
    """The write was refused, so it wrote nothing."""
    _limit.give_back(account.encode())
