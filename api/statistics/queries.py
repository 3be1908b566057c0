"""Counting what was published and read; content and views may lie in two databases."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.db.batches import batches
from api.db.databases import is_sqlite, views_db
from api.db.fields import stored_id, stored_time
from api.db.statements import Condition, Select, one_of
from api.publishing.models import Document, Public
from api.statistics.period import Period
from api.views import queries as views

_HOUR = 3_600
_HOURS_AHEAD = 7
"""Viet Nam is seven hours ahead all year."""


class Published(NamedTuple):
    """A document that is public, with what it is counted by."""

    id: UUID
    type: str
    site: UUID
    slug: str | None
    title: str
    author: str
    published_at: datetime
    byline: str | None
    category: str | None
    views: int


def published(period: Period, conditions: Sequence[Condition]) -> list[Published]:
    """What was published first in the period and is public now, the oldest first.

    `conditions` are conditions on `document` as d.
    """
    bounds = stored_time(period.begins_at), stored_time(period.ends_at)
    when = Condition('d."published_at" >= ? AND d."published_at" < ?', bounds)
    return list(_published([when, *conditions], 'd."published_at", d."id"'))


def public(ids: Sequence[UUID]) -> dict[UUID, Published]:
    """Those of some ids that are public now."""
    of_them = one_of('d."id"', [stored_id(document_id) for document_id in ids])
    return {document.id: document for document in _published([of_them], 'd."id"')}


def _published(conditions: Sequence[Condition], order: str) -> Iterator[Published]:
    is_live = Condition('d."public" = ?', (str(Public.LIVE),))
    columns = f"{_COLUMNS}, {_member('byline')}, {_member('category')}"
    source = '"document" AS d JOIN "edition" AS e ON e."id" = d."live"'
    listing = Select(columns, source, (is_live, *conditions), f" ORDER BY {order}")
    moment: Callable[[Any], Any] = Document.published_at.python_value
    for rows in batches(listing.rows()):
        counts = views.counts([UUID(str(row[0])) for row in rows])
        for id_, type_, site, slug, title, author, at, byline, category in rows:
            yield Published(
                UUID(str(id_)), type_, UUID(str(site)), slug, title, author, moment(at),
                byline, category, counts.get(UUID(str(id_)), 0),
            )  # fmt: skip


_COLUMNS = 'd."id", d."type", d."site", d."slug", d."label", d."author", d."published_at"'


def _member(name: str) -> str:
    """A member of the content that is public, null where its type has none."""
    if is_sqlite():
        return f"json_extract(e.\"content\", '$.{name}')"
    return f"e.\"content\"::json ->> '{name}'"


class Read(NamedTuple):
    """The views of a day in Viet Nam, counted from 1970, of a site and a type."""

    day: int
    site: UUID
    type: str
    views: int


def read(period: Period, of: Sequence[Condition]) -> list[Read]:
    """How often the portal was read, by day, site and type; `of` are conditions on `view_hour`."""
    columns = f'("hour" + {_HOURS_AHEAD}) / 24, "site", "kind", {_SUMMED}'
    by_day = Select(columns, '"view_hour"', _within(period, of), " GROUP BY 1, 2, 3")
    rows = by_day.rows(on=views_db)
    return [Read(int(day), UUID(str(site)), kind, count) for day, site, kind, count in rows]


def most_read(period: Period, of: Sequence[Condition], limit: int) -> dict[UUID, int]:
    """What was read most in the period, with how often."""
    tail = ' GROUP BY "item" ORDER BY 2 DESC, 1 DESC LIMIT ?'
    by_item = Select(f'"item", {_SUMMED}', '"view_hour"', _within(period, of), tail)
    return {UUID(str(item)): count for item, count in by_item.rows(limit, on=views_db)}


_SUMMED = 'CAST(SUM("views") AS BIGINT)'


def _within(period: Period, of: Sequence[Condition]) -> tuple[Condition, ...]:
    hours = [int(at.timestamp()) // _HOUR for at in (period.begins_at, period.ends_at)]
    return (Condition('"hour" >= ? AND "hour" < ?', tuple(hours)), *of)
