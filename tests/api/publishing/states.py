"""A document in each of the states it can be in, brought there by commands."""

from collections.abc import Callable

from api.publishing import commands
from api.publishing.live.projection import Release
from api.publishing.models import Document, Role
from tests.api.publishing.people import (
    ERROR,
    LATER,
    author,
    make_live_memo,
    make_memo,
    person,
    publisher,
)
from tests.factories import NOON

CHANGED = {"title": "Lịch tiếp công dân tháng 8"}


def in_review(site: Document) -> Document:
    return submitted(site, make_memo(site))


def submitted(site: Document, memo: Document) -> Document:
    commands.submit(memo, author(site), NOON)
    return memo


def scheduled(site: Document, memo: Document | None = None) -> Document:
    memo = memo or make_memo(site)
    commands.schedule(memo, publisher(site), NOON, LATER)
    return memo


def edited(site: Document, memo: Document) -> Document:
    commands.save(memo, CHANGED, author(site), NOON)
    return memo


def withdrawn(site: Document) -> Document:
    memo = make_live_memo(site)
    commands.withdraw(memo, publisher(site), NOON, ERROR)
    return memo


def trashed(site: Document, memo: Document) -> Document:
    commands.trash(memo, person(site, Role.EDITOR), NOON)
    return memo


def unconfirmed(site: Document) -> Document:
    """An emergency that its author, a publisher, has published alone."""
    alone = person(site, Role.PUBLISHER, "alone")
    content = {"title": "Bão số 3", "is_urgent": True}
    memo = commands.create("memo", site.id, content, (alone, NOON))
    commands.publish(memo, alone, NOON, Release())
    return memo


def purged(site: Document) -> Document:
    memo = trashed(site, withdrawn(site))
    commands.purge(memo, person(site, Role.ADMIN), NOON)
    return memo


STATES: dict[str, Callable[[Document], Document]] = {
    "draft": make_memo,
    "in_review": in_review,
    "scheduled": scheduled,
    "live": make_live_memo,
    "live, draft": lambda site: edited(site, make_live_memo(site)),
    "live, in_review": lambda site: submitted(site, edited(site, make_live_memo(site))),
    "live, scheduled": lambda site: scheduled(site, edited(site, make_live_memo(site))),
    "live, scheduled, draft": lambda site: edited(
        site, scheduled(site, edited(site, make_live_memo(site)))
    ),
    "unconfirmed": unconfirmed,
    "withdrawn": withdrawn,
    "withdrawn, draft": lambda site: edited(site, withdrawn(site)),
    "withdrawn, in_review": lambda site: submitted(site, edited(site, withdrawn(site))),
    "trashed draft": lambda site: trashed(site, make_memo(site)),
    "trashed in_review": lambda site: trashed(site, in_review(site)),
    "trashed scheduled": lambda site: trashed(site, scheduled(site)),
    "trashed withdrawn": lambda site: trashed(site, withdrawn(site)),
    "purged": purged,
}
