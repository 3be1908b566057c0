"""How often one account may write, be it by itself or by its programs, in each process.

It stops what runs away, and no editor: what a person or a program at work needs is far below.
"""

from api.runtime.allowances import Allowance
from api.runtime.runtime import Part

AT_ONCE = 1_000
A_SECOND = 20.0


def usual() -> Allowance | None:
    """How often any account may write."""
    return Allowance(AT_ONCE, A_SECOND)


_current = Part(usual)


def use(allowance: Allowance | None) -> None:
    """Count with `allowance` from now on; None lets everybody write as often as they like."""
    _current.set(allowance)


def take(account: str) -> None:
    """Count one write; TooManyRequests for one too many."""
    allowance = _current.get()
    if allowance is not None:
        allowance.take(account.encode())


def give_back(account: str) -> None:
    """The write was refused, so it wrote nothing."""
    allowance = _current.get()
    if allowance is not None:
        allowance.give_back(account.encode())
