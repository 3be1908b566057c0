"""Turns a request into a vote on an item, and keeps nothing else of it, as views are kept.

A vote that a page of somebody else sends is none: visitors would cast it without knowing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from api.http import hosts
from api.http.networks import neighbourhood_of, network_of
from api.views import journal, salts
from api.views.journal import Event
from api.views.recording import HOUR, day_of, hashed, is_person, named


class Vote(NamedTuple):
    """What somebody says of an item."""

    kind: str
    id: UUID
    verdict: int


def record(vote: Vote, environ: Mapping[str, Any], at: datetime) -> None:
    """Note the vote of whoever sent this request, if that was a person on a page of ours."""
    agent = environ.get("HTTP_USER_AGENT", "")
    if is_person(environ, agent) and _is_from_our_pages(environ):
        journal.current().append(event(vote, environ.get("REMOTE_ADDR", ""), agent, at))


def _is_from_our_pages(environ: Mapping[str, Any]) -> bool:
    """Older browsers do not say where a request comes from, nor do apps."""
    if environ.get("HTTP_SEC_FETCH_SITE") == "cross-site":
        return False
    origin = environ.get("HTTP_ORIGIN")
    return origin is None or hosts.is_ours({"HTTP_HOST": urlsplit(origin).netloc})


def event(vote: Vote, address: str, agent: str, at: datetime) -> Event:
    """A vote as it is kept: the same visitor, item and day in Viet Nam give the same key."""
    day, neighbourhood = day_of(at), neighbourhood_of(address)
    salt = salts.current().of(day)
    item = b"%s%d/" % (vote.id.bytes, day)
    network = network_of(address)
    return Event(
        key=hashed(salt, b"vote", b"%s%d/%s%s" % (item, len(network), network, named(agent))),
        cap_key=hashed(salt, b"votes", item + neighbourhood),
        kind=vote.kind,
        item=vote.id.bytes,
        hour=int(at.timestamp()) // HOUR,
        verdict=vote.verdict,
        millisecond=int(at.timestamp() * 1_000),
    )
