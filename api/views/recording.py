"""Turns a request into a view that can be counted once, and keeps nothing else of it.

What tells one visitor from another never leaves this file: it goes into two hashes whose key is
the day's salt. Programs, prefetches and requests without a name are not recorded.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from api.http.networks import network_of
from api.runtime.config import config
from api.views import crawlers, journal, salts
from api.views.journal import Event

DAY = 86_400
HOUR = 3_600
_OFFSET = 7 * HOUR
"""Viet Nam is seven hours ahead all year."""
_BROWSERS = {
    "HTTP_SEC_FETCH_DEST": {"empty"},
    "HTTP_SEC_FETCH_MODE": {"cors", "no-cors", "same-origin"},
    "HTTP_SEC_FETCH_SITE": {"cross-site", "same-origin", "same-site"},
}
"""What browsers say of a request that a page makes; older ones say nothing."""
_AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE")


class Item(NamedTuple):
    """What was read."""

    kind: str
    id: UUID


def record(item: Item, environ: Mapping[str, Any], at: datetime) -> None:
    """Note that a page showed `item` to whoever sent this request, if that was a person."""
    agent = environ.get("HTTP_USER_AGENT", "")
    if is_person(environ, agent):
        network = network_of(environ.get("REMOTE_ADDR", ""))
        journal.current().append(event(item, network, agent, at))


def is_person(environ: Mapping[str, Any], agent: str) -> bool:
    """Whether a request looks like one of a page that somebody looks at."""
    if not agent or any("prefetch" in environ.get(name, "") for name in _AHEAD):
        return False
    said = ((environ.get(name), usual) for name, usual in _BROWSERS.items())
    if any(value is not None and value not in usual for value, usual in said):
        return False
    return not crawlers.is_crawler(agent)


def event(item: Item, network: bytes, agent: str, at: datetime) -> Event:
    """A view as it is kept: the same visitor, item and window give the same key."""
    window = window_of(at)
    salt = salts.current().of(day_of(at, window))
    kind = journal.number_of(item.kind)
    place = b"%c%s%d/%d/%s" % (kind, item.id.bytes, window, len(network), network)
    return Event(
        key=hashed(salt, b"view", place + named(agent)),
        cap_key=hashed(salt, b"cap", place),
        kind=item.kind,
        item=item.id.bytes,
        hour=int(at.timestamp()) // HOUR,
    )


def named(agent: str) -> bytes:
    """A user agent as it is hashed."""
    return agent.encode("utf-8", "surrogatepass")


def hashed(salt: bytes, purpose: bytes, data: bytes) -> bytes:
    """What stands for a visitor or a network as long as the salt of its day is known."""
    return blake2b(data, digest_size=16, key=salt, person=purpose).digest()


def window_of(at: datetime) -> int:
    """The number of the window that `at` lies in; they are counted from a midnight in Viet Nam."""
    return (int(at.timestamp()) + _OFFSET) // window_seconds()


def day_of(at: datetime, window: int | None = None) -> int:
    """The number of a day in Viet Nam: that of `at`, or the one on which a window began."""
    seconds = int(at.timestamp()) + _OFFSET if window is None else window * window_seconds()
    return seconds // DAY


def window_seconds() -> int:
    """How long a window is."""
    return config().view_window_minutes * 60


def first_hour_of(at: datetime, days: int) -> int:
    """The hour with which the day in Viet Nam began that was `days` before `at`."""
    return (day_of(at - timedelta(days=days)) * DAY - _OFFSET) // HOUR
