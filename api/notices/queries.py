"""Reading live notices."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_time
from api.http.pagination import Listing, Page, fetch
from api.notices.errors import NoticeNotFound, NoticeWithdrawn
from api.publishing.live.tables import LiveTable
from api.text.document_numbers import key_of

live = LiveTable("notice", "notice", NoticeNotFound, NoticeWithdrawn)

_ORDER = ('"rank"', '"published_at"', '"id"')
_ACTIVE = {"true": True, "false": False}


def page(query: Mapping[str, Any], site: str | None) -> Page:
    """The notices that `query` asks for, emergencies and pinned ones first: (id, summary)."""
    where = [*_filters(query, site)]
    listing = Listing(
        columns='"id", "summary"',
        source='"notice"',
        where=tuple(clause for clause, _ in where),
        params=tuple(value for _, value in where),
        order=_ORDER,
        descending=True,
    )
    return fetch(listing, query, "/v1/notices")


def _filters(query: Mapping[str, Any], site: str | None) -> Iterable[tuple[str, Any]]:
    if site is not None:
        yield '"site_slug" = ?', site
    if query["active"] in _ACTIVE:
        yield '"is_active" = ?', _ACTIVE[query["active"]]
    if query["urgency"] is not None:
        yield '"urgency" = ?', query["urgency"]
    if query["kind"] is not None:
        yield '"kind" = ?', query["kind"].casefold()
    if query["number"] is not None:
        yield '"number_key" = ?', key_of(query["number"])
    yield from _dates(query)


def _dates(query: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, clause in _DAYS.items():
        if query[name] is not None:
            yield clause, query[name]
    for name, clause in _TIMES.items():
        if query[name] is not None:
            yield clause, stored_time(query[name])


_DAYS = {"issued_from": '"issued_on" >= ?', "issued_to": '"issued_on" <= ?'}
_TIMES = {
    "published_after": '"published_at" > ?',
    "published_before": '"published_at" < ?',
    "updated_after": '"updated_at" > ?',
}


def foremost(site: str, limit: int) -> list[tuple[UUID, bytes]]:
    """The active notices of a site that come first: (id, summary)."""
    sql = (
        'SELECT "id", "summary" FROM "notice" WHERE "site_slug" = ? AND "is_active" = ?'
        ' ORDER BY "rank" DESC, "published_at" DESC, "id" DESC LIMIT ?'
    )
    rows = execute(sql, (site, True, limit)).fetchall()
    return [(UUID(str(id_)), bytes(summary)) for id_, summary in rows]
