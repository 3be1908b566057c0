"""Reading view counts and ratings."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.db.databases import execute, views_db
from api.db.fields import stored_id
from api.db.statements import Condition, Select, one_of
from api.sites import queries as sites
from api.views import journal
from api.views.recording import HOUR, first_hour_of

DAYS = {"day": 1, "week": 7, "month": 30}
"""How far back the windows of the most read reach; `all` has no end."""


def counted(items: Sequence[UUID | str]) -> list[int]:
    """The views of each of `items`, 0 for one that was never read; ids may be as stored."""
    ids = [stored_id(item) for item in items]
    counts = _counts(ids)
    return [counts.get(item_id, 0) for item_id in ids]


def counts(items: Sequence[UUID]) -> dict[UUID, int]:
    """The views of `items`; one that was never read is absent."""
    return {UUID(item): views for item, views in _counts([stored_id(e) for e in items]).items()}


def _counts(ids: Sequence[str]) -> dict[str, int]:
    if not ids:
        return {}
    # Of a page of a hundred, a UUID made of each would take a fifth of the answer.
    rows = Select('"item", "views"', '"view_count"', (one_of('"item"', ids),)).rows(on=views_db)
    return {stored_id(item): views for item, views in rows}


class Viewed(NamedTuple):
    """What of: a type, a site (None: all), and since which hour (None: ever)."""

    kind: str
    site: UUID | None
    since: int | None


def since(window: str, at: datetime) -> int | None:
    """The first hour of a window that ends at `at`; None when it has no beginning."""
    days = DAYS.get(window)
    return None if days is None else int(at.timestamp()) // HOUR - days * 24


def most_viewed(of: Viewed, size: int, skipped: int) -> dict[UUID, int]:
    """The views of what was read most, withdrawn or not: of so many behind the `skipped`."""
    where = [Condition('"kind" = ?', (of.kind,))]
    if of.site is not None:
        where.append(Condition('"site" = ?', (stored_id(of.site),)))
    viewed = Select('"item", "views"', '"view_count"', tuple(where), _MOST_FIRST)
    if of.since is not None:
        where.append(Condition('"hour" >= ?', (of.since,)))
        viewed = Select(_SUMMED, '"view_hour"', tuple(where), f' GROUP BY "item"{_MOST_FIRST}')
    rows = viewed.rows(size, skipped, on=views_db)
    return {UUID(str(item)): views for item, views in rows}


_SUMMED = '"item", CAST(SUM("views") AS BIGINT)'
_MOST_FIRST = " ORDER BY 2 DESC, 1 DESC LIMIT ? OFFSET ?"


class SiteViews(NamedTuple):
    """The views of one site."""

    site: str
    today: int
    all: int


def totals(at: datetime) -> list[SiteViews]:
    """The views of every live site, today in Viet Nam and ever."""
    ever = _by_site('SELECT "site", CAST(SUM("views") AS BIGINT) FROM "view_count"')
    today = _by_site(_TODAY, first_hour_of(at, days=0))
    return [
        SiteViews(site.slug, today.get(site.id, 0), ever.get(site.id, 0))
        for site in sites.references()
    ]


_TODAY = 'SELECT "site", CAST(SUM("views") AS BIGINT) FROM "view_hour" WHERE "hour" >= ?'


def waiting() -> int:
    """How many records of views wait in the journals of this node."""
    size = 0
    for path in journal.files(journal.current().folder):
        with suppress(FileNotFoundError):  # It was counted just now.
            size += path.stat().st_size
    return size // journal.RECORD_BYTES


def _by_site(sql: str, *params: Any) -> dict[UUID, int]:
    rows = execute(f'{sql} GROUP BY "site"', params, on=views_db).fetchall()
    return {UUID(str(site)): views for site, views in rows}


def verdicts(of: Sequence[Condition]) -> dict[UUID, dict[int, int]]:
    """The votes on each item by what they say; `of` are conditions on `rating_count`."""
    columns = '"item", "verdict", "votes"'
    counted = Select(columns, '"rating_count"', (*of, Condition('"votes" > 0')), ' ORDER BY "item"')
    by_item: dict[UUID, dict[int, int]] = {}
    for item, verdict, votes in counted.rows(on=views_db):
        by_item.setdefault(UUID(str(item)), {})[verdict] = votes
    return by_item


class Known(NamedTuple):
    """What content says of an item: its kind, its site, and whether it is public now."""

    kind: str
    site: UUID
    is_live: bool


def known(items: Sequence[UUID]) -> dict[UUID, Known]:
    """Those of `items` that there are."""
    if not items:
        return {}
    named = one_of('"id"', [stored_id(item) for item in items])
    rows = Select('"id", "type", "site", "is_visible"', '"document"', (named,)).rows()
    return {
        UUID(str(id_)): Known(kind, UUID(str(site)), bool(is_live))
        for id_, kind, site, is_live in rows
    }
