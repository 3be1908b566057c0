"""Subscribing and unsubscribing, and whom a notice is for; each delivery is claimed before it is
sent, so that of several nodes one sends it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from api.db.databases import execute, execute_many
from api.db.fields import stored_id, stored_time
from api.db.statements import Select, one_of
from api.db.unit_of_work import transaction
from api.notices.queries import area_key
from api.push.errors import TooManySubscriptions, UnknownArea
from api.push.models import PushAllowance, PushArea, PushDelivery, PushSubscription
from api.push.queries import EMERGENCY, FRESH
from api.runtime.clock import day_after, day_of
from api.runtime.config import config
from api.runtime.errors import TooManyRequests
from api.runtime.ids import new_id
from api.runtime.jsons import loads
from api.sites import queries as sites

MOST_A_DAY = 20
"""Subscriptions that a network may make or change on a day."""
MOST_OF_A_SITE = 50_000
AT_ONCE = 200
LEASE = timedelta(minutes=3)
"""A claim is good for so long; then it is taken that whoever made it is no more."""
KEPT = timedelta(days=2)
LONGEST_PAUSE = 3_600
"""Seconds; a service that was away for a day is told all that still holds within an hour."""


class Claimed(NamedTuple):
    """A browser that is to be told something now."""

    subscription: UUID
    endpoint: str
    p256dh: bytes
    auth: bytes


class Outcome(NamedTuple):
    """What became of it: done, unless there `is_nobody`, or it is to be tried `again`."""

    subscription: UUID
    is_nobody: bool = False
    again: bool = False
    wait: int = 0


def subscribe(said: dict[str, Any], network: bytes, at: datetime) -> None:
    """Tell a browser of a site's emergencies and of its areas; one that is known changes."""
    site = sites.get_only(said["site"])
    areas = _keys_of(said["areas"], site.slug)
    with transaction():
        known = PushSubscription.get_or_none(PushSubscription.endpoint == said["endpoint"])
        if known and (known.site, *_keys_and_areas(known)) == (
            site.id,
            *said["keys"].values(),
            areas,
        ):
            return
        _count(network, at)
        if known is None or known.site != site.id:
            _require_room(site.id)
        keys = said["keys"]["p256dh"], said["keys"]["auth"]
        row = (stored_id(new_id()), said["endpoint"], *keys, stored_id(site.id), stored_time(at))
        ((subscription,),) = execute(_KEEP, row).fetchall()
        PushArea.delete().where(PushArea.subscription == subscription).execute()
        stored = stored_id(UUID(str(subscription)))
        execute_many(_CONCERN, [(area, stored) for area in sorted(areas)])


def _keys_and_areas(known: PushSubscription) -> tuple[bytes, bytes, set[str]]:
    rows = PushArea.select(PushArea.area).where(PushArea.subscription == known.id)
    return known.p256dh, known.auth, {row.area for row in rows}


def _keys_of(names: Sequence[str], site: str) -> set[str]:
    known = {area_key(area) for area in loads(sites.get_rendered(site)[1])["areas"]}
    for place, name in enumerate(names):
        if area_key(name) not in known:
            raise UnknownArea.at(place)
    return set(map(area_key, names))


def _count(network: bytes, at: datetime) -> None:
    if not config().rate_limits:
        return
    day = day_of(at).isoformat()
    secret = config().secret_key.encode()[:64]
    key = blake2b(network + day.encode(), key=secret, digest_size=16).hexdigest()
    if not execute(_TAKE, (key, day, MOST_A_DAY)).fetchall():
        raise TooManyRequests.after((day_after(at) - at).total_seconds(), MOST_A_DAY)


def _require_room(site: UUID) -> None:
    if PushSubscription.select().where(PushSubscription.site == site).count() >= MOST_OF_A_SITE:
        raise TooManySubscriptions


def unsubscribe(endpoint: str) -> None:
    """Tell a browser nothing more, and forget it."""
    with transaction():
        is_it = PushSubscription.endpoint == endpoint
        _forget([subscription.id for subscription in PushSubscription.select().where(is_it)])


def _forget(subscriptions: Sequence[UUID]) -> None:
    PushArea.delete().where(PushArea.subscription.in_(subscriptions)).execute()
    PushDelivery.delete().where(PushDelivery.subscription.in_(subscriptions)).execute()
    PushSubscription.delete().where(PushSubscription.id.in_(subscriptions)).execute()


def address(notice: UUID, at: datetime) -> None:
    """Let those be told of a notice whom it concerns and who have not been."""
    now, news = stored_time(at), stored_time(at - FRESH)
    with transaction():
        execute(_ADDRESS, (now, now, stored_id(notice), True, EMERGENCY, news))


def claim(notice: UUID, at: datetime) -> list[Claimed]:
    """Some whom this process is to tell now; who crashes meanwhile leaves them to others."""
    now, until, stored = stored_time(at), stored_time(at + LEASE), stored_id(notice)
    with transaction():
        rows = execute(_CLAIM, (until, stored, now, stored, now, AT_ONCE)).fetchall()
    ids = [stored_id(UUID(str(id_))) for (id_,) in rows]
    columns = '"id", "endpoint", "p256dh", "auth"'
    claimed = Select(columns, '"push_subscription"', (one_of('"id"', ids),)).rows()
    return [Claimed(UUID(str(id_)), url, bytes(p), bytes(a)) for id_, url, p, a in claimed]


def note(notice: UUID, outcomes: Iterable[Outcome], at: datetime) -> None:
    """Keep what became of those who were claimed."""
    listed = list(outcomes)
    with transaction():
        done = [outcome.subscription for outcome in listed if not outcome.again]
        is_it = (PushDelivery.document == notice) & PushDelivery.subscription.in_(done)
        PushDelivery.update(attempt_at=None).where(is_it).execute()
        for outcome in (outcome for outcome in listed if outcome.again):
            _put_off(notice, outcome, at)
        _forget([outcome.subscription for outcome in listed if outcome.is_nobody])


def _put_off(notice: UUID, outcome: Outcome, at: datetime) -> None:
    """Try again by exponential backoff, or when the service says (`Retry-After`)."""
    is_it = (PushDelivery.document == notice) & (PushDelivery.subscription == outcome.subscription)
    delivery = PushDelivery.get_or_none(is_it)
    if delivery is None:
        return
    pause = max(outcome.wait, min(60 * 2**delivery.failures, LONGEST_PAUSE))
    next_at = at + timedelta(seconds=pause)
    changed = {"attempt_at": next_at, "failures": delivery.failures + 1}
    PushDelivery.update(**changed).where(is_it).execute()


def call_off(notice: UUID) -> None:
    """Tell nobody any more of a notice that does not hold."""
    is_it = (PushDelivery.document == notice) & PushDelivery.attempt_at.is_null(False)
    PushDelivery.delete().where(is_it).execute()


def sweep(at: datetime) -> None:
    """Forget what was told of notices that are no news any more, and how often networks came."""
    PushAllowance.delete().where(PushAllowance.day < day_of(at).isoformat()).execute()
    execute(_SWEEP, (stored_time(at - KEPT), EMERGENCY, True))


_KEEP = (
    'INSERT INTO "push_subscription" ("id", "endpoint", "p256dh", "auth", "site", "created_at")'
    ' VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT ("endpoint") DO UPDATE SET'
    ' "p256dh" = excluded."p256dh", "auth" = excluded."auth", "site" = excluded."site"'
    ' RETURNING "id"'
)
_CONCERN = (
    'INSERT INTO "push_area" ("area", "subscription") VALUES (?, ?)'
    ' ON CONFLICT ("area", "subscription") DO NOTHING'
)
_TAKE = (
    'INSERT INTO "push_allowance" ("network", "day", "taken") VALUES (?, ?, 1)'
    ' ON CONFLICT ("network") DO UPDATE SET "taken" = "push_allowance"."taken" + 1'
    ' WHERE "push_allowance"."taken" < ? RETURNING "taken"'
)
# Who subscribes later finds the notice on the portal.
_ADDRESS = (
    'INSERT INTO "push_delivery"'
    ' ("document", "subscription", "created_at", "attempt_at", "failures")'
    ' SELECT n."id", s."id", ?, ?, 0 FROM "notice" AS n'
    ' JOIN "push_subscription" AS s ON s."site" = n."site" AND s."created_at" <= n."updated_at"'
    ' WHERE n."id" = ? AND n."is_active" = ? AND (n."urgency" = ? OR n."published_at" > ?'
    ' AND EXISTS (SELECT 1 FROM "push_area" AS a JOIN "notice_area" AS c ON c."area" = a."area"'
    ' WHERE c."notice" = n."id" AND a."subscription" = s."id"))'
    ' ON CONFLICT ("document", "subscription") DO NOTHING'
)
_CLAIM = (
    'UPDATE "push_delivery" SET "attempt_at" = ? WHERE "document" = ? AND "attempt_at" <= ?'
    ' AND "subscription" IN (SELECT "subscription" FROM "push_delivery" WHERE "document" = ?'
    ' AND "attempt_at" <= ? ORDER BY "attempt_at" LIMIT ?) RETURNING "subscription"'
)
_SWEEP = (
    'DELETE FROM "push_delivery" WHERE "created_at" < ? AND NOT EXISTS (SELECT 1 FROM "notice"'
    ' WHERE "notice"."id" = "push_delivery"."document" AND "urgency" = ? AND "is_active" = ?)'
)
