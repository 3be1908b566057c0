"""Commands on a whole week of the calendar: plan, copy, publish it. Each is one transaction.

Those who write a week wait for its row first, and for its entries in the order of their ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from api.calendar import marks, queries
from api.calendar.errors import Refusals, StaleWeek
from api.calendar.models import CalendarWeek
from api.calendar.places import place_of
from api.calendar.public_holidays import holiday_name
from api.calendar.queries import Planned
from api.calendar.weeks import Week, get_week
from api.db.databases import execute
from api.db.fields import stored_id
from api.db.unit_of_work import transaction
from api.publishing import commands, due, editions
from api.publishing.access.sight import may_see
from api.publishing.checks import named
from api.publishing.content_type import Loaded, content_type
from api.publishing.documents import claim
from api.publishing.errors import ReadOnly, RoleRequired, unknown_reference
from api.publishing.live.projection import Release
from api.publishing.models import Document, Public, Role, Stage
from api.publishing.workflow import Actor
from api.runtime.canonical import digest
from api.runtime.errors import ApiError, FieldError, InvalidContent
from api.runtime.ids import new_id
from api.text.slugs import folded

By = tuple[Actor, datetime]
ENTRY = "calendar_entry"
_HOLD = (
    'INSERT INTO "calendar_week" ("site", "week") VALUES (?, ?)'
    ' ON CONFLICT ("site", "week") DO UPDATE SET "week" = excluded."week"'
)


class SiteWeek(NamedTuple):
    """One week of one site."""

    site: UUID
    week: Week


def site_week(site: UUID, name: str) -> SiteWeek:
    """That of a name such as "2026-W07", or InvalidParameter."""
    return SiteWeek(site, get_week(name))


class New(NamedTuple):
    """What an entry of a week shall say: a new one, or the one of this id."""

    id: UUID | None
    content: Mapping[str, Any]


class Skipped(NamedTuple):
    """An entry that was not copied: which, what it would have said, and why."""

    id: UUID
    content: Mapping[str, Any]
    reason: str
    holiday: str | None


def entries(where: SiteWeek, actor: Actor) -> list[Planned]:
    """The entries of a week that somebody may see, as they are planned."""
    days = where.week.monday, where.week.sunday
    return [entry for entry in queries.planned(where.site, days) if may_see(actor, entry.document)]


def tag_of(planned: Iterable[Planned]) -> str:
    """What a week looked like to somebody, by the versions of its entries."""
    versions = "".join(f"{entry.document.id} {entry.document.version}\n" for entry in planned)
    return digest(versions.encode())


def in_order(planned: Iterable[Planned]) -> list[Planned]:
    """Entries as the calendar shows them."""
    return sorted(planned, key=lambda entry: (*place_of(entry.content), entry.document.id))


def plan(where: SiteWeek, said: Sequence[New], tag: str, by: By) -> None:
    """Let the drafts of a week be these; what is left out is cancelled if public, else trashed."""
    _require_role(where, by[0], Role.AUTHOR)
    loaded = _loaded(where, said)
    with transaction() as tx:
        held = {planned.document.id: planned for planned in _held(where, tag, by[0])}
        refused = Refusals()
        for number, (entry, content) in enumerate(zip(said, loaded, strict=True)):
            with refused.noted(number, entry.id):
                _write(where, held, (entry.id, content), by)
        named = {new.id for new in said}
        for planned in held.values():
            if planned.document.id not in named:
                with refused.noted(None, planned.document.id):
                    _leave_out(planned, by)
        refused.require_none()
        tx.write_rows()


def publish(where: SiteWeek, tag: str, how: tuple[bool, frozenset[str]], by: By) -> None:
    """Make the week public as a unit: one entry refused refuses all. `how`: marks, acknowledged."""
    actor, at = by
    _require_role(where, actor, Role.PUBLISHER)
    with_marks, acknowledged = how
    with transaction() as tx:
        held = _held(where, tag, actor)
        was_public = queries.was_public(where.site, where.week)
        places = {entry.document.id: number for number, entry in enumerate(in_order(held))}
        refused = Refusals()
        for entry in held:
            if entry.is_pending:
                with refused.noted(places[entry.document.id], entry.document.id):
                    if with_marks:
                        _mark(entry, at, was_public=was_public)
                    _release(entry.document, acknowledged, by)
        refused.require_none()
        is_it = (CalendarWeek.site == where.site) & (CalendarWeek.week == where.week.name)
        CalendarWeek.update(published_at=at).where(is_it).execute()
        tx.write_rows()


def copy(where: SiteWeek, source: Week, by: By) -> list[Skipped]:
    """Draft the entries of another week in this one, weekday by weekday; what was not, and why."""
    _require_role(where, by[0], Role.AUTHOR)
    later = where.week.monday - source.monday
    with transaction() as tx:
        present = {_same(entry.content) for entry in _held(where, None, by[0])}
        skipped = []
        for entry in in_order(entries(SiteWeek(where.site, source), by[0])):
            content = _moved(entry.content, later)
            why = _why_not(
                where.site, content, present, takes_place=marks.takes_place(entry.content)
            )
            if why is None:
                commands.create(ENTRY, where.site, content, by)
            else:
                skipped.append(Skipped(entry.document.id, content, *why))
        tx.write_rows()
    return skipped


def _moved(content: Mapping[str, Any], later: timedelta) -> dict[str, Any]:
    """The words of an entry on another day, as nobody has changed it yet."""
    day = date.fromisoformat(content["date"]) + later
    fresh = {"status": marks.SCHEDULED, "status_note": None, "supersedes": None}
    return {**content, **fresh, "date": day.isoformat()}


def _same(content: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells an entry that is there already."""
    return (*place_of(content), folded(content["title"]))


def _why_not(
    site: UUID, content: dict[str, Any], present: set[Any], *, takes_place: bool
) -> tuple[str, str | None] | None:
    """Why an entry is not copied, and the holiday that is the reason; None where it is."""
    if not takes_place:
        return "not_taking_place", None
    holiday = holiday_name(date.fromisoformat(content["date"]))
    if holiday is not None:
        return "holiday", holiday
    if _same(content) in present:
        return "already_there", None
    if named.missing(Document(id=new_id(), type=ENTRY, site=site), content):
        return "unknown_reference", None
    return None


def _require_role(where: SiteWeek, actor: Actor, least: Role) -> None:
    if not actor.may_write:
        raise ReadOnly
    if not actor.is_operator and actor.role_on(where.site) < least:
        raise RoleRequired(role=least.name.lower())


def _held(where: SiteWeek, tag: str | None, actor: Actor) -> list[Planned]:
    """The entries as they are now, in a week that nobody else writes from now on.

    Raise StaleWeek when a tag is named and another one was read.
    """
    execute(_HOLD, (stored_id(where.site), where.week.name))
    held = entries(where, actor)
    if tag not in {None, tag_of(held)}:
        versions = [{"id": entry.document.id, "version": entry.document.version} for entry in held]
        raise StaleWeek(extra={"etag": f'"w{tag_of(held)}"', "entries": versions})
    return held


def _loaded(where: SiteWeek, said: Sequence[New]) -> list[Loaded]:
    """What is said as content, before anybody waits for this writer."""
    refused, loaded = Refusals(), []
    seen: set[UUID] = set()
    for number, new in enumerate(said):
        with refused.noted(number, new.id):
            if new.id in seen:
                raise _repeated()
            seen |= {new.id} if new.id else set()
            loaded.append(_of_week(where.week, content_type(ENTRY).load(new.content)))
    refused.require_none()
    return loaded


def _of_week(week: Week, content: Loaded) -> Loaded:
    if not week.monday.isoformat() <= content["date"] <= week.sunday.isoformat():
        said = f"Not a day of {week.name}.", f"Không phải ngày trong tuần {week.name}."
        raise InvalidContent(errors=[FieldError("out_of_range", *said, pointer="/date")])
    return content


def _repeated() -> ApiError:
    said = "Given more than once.", "Được ghi nhiều lần."
    return InvalidContent(errors=[FieldError("repeated", *said, pointer="/id")])


def _write(where: SiteWeek, held: Mapping[UUID, Planned], said: Any, by: By) -> None:
    identity, content = said
    if identity is None:
        commands.create(ENTRY, where.site, content, by)
    elif identity not in held:
        raise unknown_reference("/id")
    elif content != held[identity].content:
        commands.save(held[identity].document, content, *by)


def _leave_out(entry: Planned, by: By) -> None:
    if entry.document.public != Public.LIVE:
        commands.trash(entry.document, *by)
    elif entry.content["status"] != marks.CANCELLED:
        commands.save(entry.document, entry.marked(marks.CANCELLED), *by)


def _mark(entry: Planned, at: datetime, *, was_public: bool) -> None:
    """Let the head say how it differs from what readers saw; its words stay their author's."""
    status = marks.marked(entry.content, entry.live, was_public=was_public)
    if status != entry.content["status"]:
        claim(entry.document, stage=Stage.DRAFT)
        editions.begin(entry.document, entry.marked(status), (entry.head.author, at))


def _release(document: Document, acknowledged: frozenset[str], by: By) -> None:
    ends = due.at(document, due.UNPUBLISH) or due.at(document, due.END)
    commands.publish(document, *by, Release(acknowledged=acknowledged, unpublish_at=ends))
