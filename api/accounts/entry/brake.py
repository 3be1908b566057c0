"""Slows down those who guess passwords and codes, by account and by network; shuts nobody out.

It counts in the database, so that all workers and nodes count together. Names and addresses are
kept as keyed hashes alone.
"""

from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from api.accounts.models import SignInBrake
from api.db.unit_of_work import transaction
from api.runtime.config import config
from api.runtime.errors import TooManyRequests

FREE = 5
"""So many failures cost nothing; each further one doubles the wait, from a second on."""
LONGEST = timedelta(minutes=4)
"""With it nobody tries more than thirty times an hour."""
FORGOTTEN_AFTER = timedelta(hours=1)
REMEMBERED = timedelta(days=90)
"""So long an owner's network is known by which others' guessing does not slow the owner down."""


class Tries(NamedTuple):
    """Those who try together: all of one network, and all who try one account."""

    network: str
    account: str
    owner: str
    """The account as its owner knows it: in this network."""


def tries(about: str, network: bytes, at: datetime, *, is_owner: bool = False) -> Tries:
    """Who tries to pass as `about` (an address, an id) from a network; `is_owner`: proved it."""
    owner = _key("owner", about, network.hex())
    rows = SignInBrake.select().where(SignInBrake.key == owner, SignInBrake.until > at)
    account = _key("account", about, network.hex() if is_owner or rows.exists() else "")
    return Tries(_key("network", network.hex()), account, owner)


def take(tries: Tries, at: datetime) -> None:
    """Count a try as a failure, before it is looked at; TooManyRequests while it must wait.

    Whoever tries many times at once is counted as often. A refused try counts nothing.
    """
    if not config().rate_limits:
        return
    with transaction():
        for key in sorted((tries.network, tries.account)):
            _count(key, at)


def require_patience(network: bytes, at: datetime) -> None:
    """TooManyRequests while a network must wait; nothing is counted."""
    row = SignInBrake.get_or_none(SignInBrake.key == _key("network", network.hex()))
    if config().rate_limits and row is not None and row.until > at:
        raise TooManyRequests.after((row.until - at).total_seconds(), FREE)


def give_back(tries: Tries, at: datetime) -> None:
    """Say that the try was none: it succeeded. From there the owner is known."""
    if not config().rate_limits:
        return
    known = {"failures": 0, "failed_at": at, "until": at + REMEMBERED}
    with transaction():
        SignInBrake.delete().where(SignInBrake.key == tries.account).execute()
        still = (SignInBrake.key == tries.network) & (SignInBrake.failures > 0)
        fewer = SignInBrake.failures - 1
        SignInBrake.update(failures=fewer, until=at).where(still).execute()
        upsert = SignInBrake.insert(key=tries.owner, **known)
        upsert.on_conflict(conflict_target=[SignInBrake.key], update=known).execute()


def sweep(at: datetime) -> None:
    """Forget what is too old to count."""
    old = (SignInBrake.until < at) & (SignInBrake.failed_at < at - FORGOTTEN_AFTER)
    SignInBrake.delete().where(old).execute()


def _count(key: str, at: datetime) -> None:
    row = _locked(key, at)
    if row.until > at:
        raise TooManyRequests.after((row.until - at).total_seconds(), FREE)
    is_fresh = row.failed_at > at - FORGOTTEN_AFTER
    failures = (row.failures if is_fresh else 0) + 1
    changed = {"failures": failures, "failed_at": at, "until": at + _wait(failures)}
    SignInBrake.update(**changed).where(SignInBrake.key == key).execute()


def _locked(key: str, at: datetime) -> SignInBrake:
    """The row of a key, made where there was none; nobody else counts it meanwhile."""
    first = SignInBrake.insert(key=key, failures=0, failed_at=at, until=at)
    first.on_conflict(conflict_target=[SignInBrake.key], update={"key": key}).execute()
    return SignInBrake.get(SignInBrake.key == key)


def _wait(failures: int) -> timedelta:
    doublings = failures - FREE
    if doublings < 0:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(doublings, 20)), LONGEST)


def _key(*parts: str) -> str:
    secret = config().secret_key.encode()[:64]
    return blake2b("\0".join(parts).encode(), key=secret, digest_size=16).hexdigest()
