"""Reading the leaders' calendar: entries as they are kept and planned, and weeks made of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from api.calendar import marks
from api.calendar.lunar import lunar_date
from api.calendar.models import CalendarWeek
from api.calendar.places import place_of
from api.calendar.public_holidays import holiday_name
from api.calendar.weeks import Week, parse_week, week_of
from api.db.fields import stored_bytes, stored_id
from api.db.rows import rows
from api.db.statements import Condition, Select
from api.http.pagination import Listing, Page, fetch, of_site
from api.publishing import editions
from api.publishing import queries as publishing
from api.publishing.content_type import Content
from api.publishing.models import Document, Edition, LiveRow, Public, Stage
from api.runtime.ids import parse_id
from api.runtime.jsons import dumps, loads_stored

_ORDER = ('"date"', '"slot"', '"starts"', '"id"')
_TAKES_PART = (
    'EXISTS (SELECT 1 FROM "entry_official" AS o'
    ' WHERE o."official" = ? AND o."entry" = "calendar_entry"."id")'
)


def page(query: Mapping[str, Any], site: str, days: tuple[date, date]) -> Page:
    """The entries of a site from day to day: rows of (bytes,)."""
    listing = Listing(
        columns='"summary"',
        source='"calendar_entry"',
        where=_conditions(site, days, query["official"]),
        order=_ORDER,
    )
    return fetch(listing, query, "/v1/calendar/entries")


def since(site: str, day: date, official: str | None) -> list[dict[str, Any]]:
    """The entries of a site from a day on, without an end."""
    rows = entries(site, (day, date.max), official)
    return [loads_stored(entry) for _day, entry in rows]


def entries(site: str, days: tuple[date, date], official: str | None) -> list[tuple[str, bytes]]:
    """All entries of a few days in their order: (date, bytes)."""
    where, tail = _conditions(site, days, official), f" ORDER BY {', '.join(_ORDER)}"
    rows = Select('"date", "summary"', '"calendar_entry"', where, tail).rows()
    return [(day, stored_bytes(summary)) for day, summary in rows]


def _conditions(site: str, days: tuple[date, date], official: str | None) -> tuple[Condition, ...]:
    first, last = (day.isoformat() for day in days)
    within = (Condition('"date" >= ?', (first,)), Condition('"date" <= ?', (last,)))
    if official is None:
        return (*of_site(site), *within)
    named = parse_id(official)
    # A filter that names nobody finds nothing.
    taking_part = Condition(_TAKES_PART, (stored_id(named) if named else "0" * 32,))
    return (*of_site(site), *within, taking_part)


def week_json_of(day: date, site: str) -> bytes:
    """The JSON of the week that a day is in."""
    return week_json(week_of(day), site)


def week_json(week: Week, site: str, official: str | None = None) -> bytes:
    """The JSON of a week of a site."""
    return week_of_entries(week, site, entries(site, (week.monday, week.sunday), official))


def week_of_entries(week: Week, site: str, rows: Iterable[tuple[str, bytes]]) -> bytes:
    """The JSON of a week with these entries, (date, bytes) in their order."""
    by_day: defaultdict[str, list[bytes]] = defaultdict(list)
    for day, entry in rows:
        by_day[day].append(entry)
    head = {
        "week": week.name,
        "site": site,
        "from": week.monday.isoformat(),
        "to": week.sunday.isoformat(),
        "prev": _name(week.previous()),
        "next": _name(week.next()),
    }
    days = [_day_json(day, by_day[day.isoformat()]) for day in week.days()]
    return dumps(head)[:-1] + b',"days":[' + b",".join(days) + b"]}"


def _name(week: Week | None) -> str | None:
    return week.name if week else None


def _day_json(day: date, entries: list[bytes]) -> bytes:
    lunar = lunar_date(day)
    head = {
        "date": day.isoformat(),
        "weekday": day.isoweekday(),
        "holiday": holiday_name(day),
        "lunar": {
            "day": lunar.day,
            "month": lunar.month,
            "leap": lunar.is_leap,
            "year": lunar.year,
        },
    }
    return dumps(head)[:-1] + b',"entries":[' + b",".join(entries) + b"]}"


def holidays(first: date, days: int) -> list[dict[str, str]]:
    """The public holidays among so many days from the first on."""
    named = [(day, holiday_name(day)) for day in (first + timedelta(n) for n in range(days))]
    return [{"date": day.isoformat(), "name": name} for day, name in named if name]


class Planned(NamedTuple):
    """An entry as it is planned: the words of an edition (its head), and those that are public."""

    document: Document
    head: Edition
    content: Content
    live: Content | None

    @property
    def is_pending(self) -> bool:
        """Whether it says something that is not public."""
        return self.live is None or self.document.head != self.document.live

    def marked(self, status: str) -> Content:
        """What it says with another status; AlteredEdition where those are forged words."""
        return {**editions.handed_on(self.document, self.head), "status": status}


def planned(site: UUID, days: tuple[date, date]) -> list[Planned]:
    """The entries of a few days as they are planned, in the order of their ids.

    What lies in the trash, or was withdrawn and not taken up again, is not among them.
    """
    about = Document.day.between(days[0].isoformat(), days[1].isoformat())
    is_present = Document.trashed_at.is_null() & Document.purged_at.is_null()
    is_one = (Document.type == "calendar_entry") & (Document.site == site) & about & is_present
    documents = [
        document
        for document in Document.select().where(is_one).order_by(Document.id)
        if not _is_over(document)
    ]
    return _with_texts([(document, document.head) for document in documents])


def week_to_come(
    site: UUID, name: str, named: Iterable[UUID], row_of: Callable[[Document, Content], LiveRow]
) -> bytes:
    """The JSON of a week as these editions say it, once it is published.

    `row_of` makes the row of what is not public; what was purged since has no editions left.
    """
    week = parse_week(name)
    seen = was_public(site, week)
    said = {edition.document: edition.id for edition in rows(Edition, "id", *named)}
    documents = rows(Document, "id", *said)
    placed = []
    for entry in _with_texts([(document, said[document.id]) for document in documents]):
        status = marks.marked(entry.content, entry.live, was_public=seen)
        row = row_of(entry.document, {**entry.content, "status": status})
        placed.append((*place_of(entry.content), row.id, bytes(row.whole)))
    in_order = [(day, whole) for day, *_, whole in sorted(placed)]
    return week_of_entries(week, publishing.site_slug(site), in_order)


def was_public(site: UUID, week: Week) -> bool:
    """Whether readers have seen this week, published as a whole or entry by entry."""
    is_it = (CalendarWeek.site == site) & (CalendarWeek.week == week.name)
    if CalendarWeek.select().where(is_it & CalendarWeek.published_at.is_null(False)).exists():
        return True
    where = _conditions(publishing.site_slug(site), (week.monday, week.sunday), None)
    return bool(Select("1", '"calendar_entry"', where, " LIMIT 1").rows())


def _with_texts(pairs: Sequence[tuple[Document, UUID]]) -> list[Planned]:
    """Documents with the words of the editions that are named, and with those that are public."""
    ids = {named for _, named in pairs} | {
        document.live for document, _ in pairs if _is_live(document)
    }
    texts = {edition.id: edition for edition in rows(Edition, "id", *sorted(ids))}
    return [_planned(document, named, texts) for document, named in pairs]


def _planned(document: Document, named: UUID, texts: Mapping[UUID, Edition]) -> Planned:
    said = _edition(named, texts)
    public = _edition(document.live, texts) if document.live and _is_live(document) else None
    live = editions.content(document, public) if public else None
    return Planned(document, said, editions.content(document, said), live)


def _edition(edition_id: UUID, texts: Mapping[UUID, Edition]) -> Edition:
    """One of those that were read; what this transaction has just made waits to be written."""
    return texts.get(edition_id) or editions.by_id(edition_id)


def _is_live(document: Document) -> bool:
    return bool(document.public == Public.LIVE)


def _is_over(document: Document) -> bool:
    return bool(document.public == Public.WITHDRAWN and document.stage == Stage.APPROVED)
