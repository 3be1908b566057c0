"""Reading live notices."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_bytes
from api.db.statements import Condition, Filters, chosen
from api.http.pagination import Listing, Page, fetch, of_site
from api.notices.errors import NoticeNotFound, NoticeWithdrawn
from api.notices.models import EMERGENCY
from api.publishing.live.tables import LiveTable, times
from api.text.document_numbers import key_of

live = LiveTable("notice", "notice", NoticeNotFound, NoticeWithdrawn)

_ORDER = ('"rank"', '"published_at"', '"id"')
_ACTIVE = {"true": True, "false": False}


def page(query: Mapping[str, Any], site: str | None) -> Page:
    """The notices that `query` asks for, emergencies and pinned ones first: (id, summary)."""
    listing = Listing(
        columns='"id", "summary"',
        source='"notice"',
        where=(*of_site(site), *_active(query["active"]), *_wanted(query)),
        order=_ORDER,
        descending=True,
    )
    return fetch(listing, query, "/v1/notices")


def _active(chosen_state: str) -> Iterable[Condition]:
    if chosen_state in _ACTIVE:
        yield Condition('"is_active" = ?', (_ACTIVE[chosen_state],))


def _wanted(query: Mapping[str, Any]) -> Iterable[Condition]:
    yield from chosen(_FILTERS, query)
    if query["urgency"] == "emergency":
        # Every page asks for them, and by their rank they lie together.
        yield Condition('"rank" = ?', (EMERGENCY,))


def area_key(name: str) -> str:
    """The name of an area as it is looked for: `Xóm 3` and `xóm  3` are one."""
    return " ".join(name.casefold().split())


_CONCERNS = (
    'EXISTS (SELECT 1 FROM "notice_area" AS a WHERE a."area" = ? AND a."notice" = "notice"."id")'
)
_FILTERS: Filters = {
    "urgency": ('"urgency" = ?', str),
    "kind": ('"kind" = ?', str.casefold),
    "area": (_CONCERNS, area_key),
    "number": ('"number_key" = ?', key_of),
    "issued_from": ('"issued_on" >= ?', str),
    "issued_to": ('"issued_on" <= ?', str),
    **times(),
}


def foremost(site: str, limit: int) -> list[tuple[UUID, bytes]]:
    """The active notices of a site that come first: (id, summary)."""
    return _first(_FOREMOST, site, True, limit)


def of_day(site: str, day: date, limit: int) -> list[tuple[UUID, bytes]]:
    """The active notices of a site that begin or end on a day: (id, summary)."""
    of = (site, True, day.isoformat())
    return _first(_OF_DAY, *of, *of, limit)


def _first(sql: str, *given: object) -> list[tuple[UUID, bytes]]:
    rows = execute(sql, given).fetchall()
    return [(UUID(str(id_)), stored_bytes(summary)) for id_, summary, *_ in rows]


_ORDERED = ' ORDER BY "rank" DESC, "published_at" DESC, "id" DESC LIMIT ?'
_ACTIVE_ONES = (
    'SELECT "id", "summary", "rank", "published_at" FROM "notice"'
    ' WHERE "site_slug" = ? AND "is_active" = ?'
)
_FOREMOST = _ACTIVE_ONES + _ORDERED
# Asked for either day at once, SQLite would look at all that are active.
_OF_DAY = (
    f'SELECT * FROM ({_ACTIVE_ONES} AND "begins_on" = ?'  # noqa: S608 - ours
    f' UNION {_ACTIVE_ONES} AND "ends_on" = ?) AS n{_ORDERED}'
)
