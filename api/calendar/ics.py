"""The calendar as iCalendar (RFC 5545): one event an entry, with the same UID for good.

An event has no text of its own making: what is not public never reached the entry it is made of.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from api.runtime.clock import VIETNAM
from api.runtime.config import page_url
from api.sites.queries import SiteReference

# A session without an hour stands for this block, so that a calendar can show it.
BLOCKS = {
    "morning": (time(7, 30), time(11, 30)),
    "afternoon": (time(13, 30), time(17)),
    "evening": (time(19), time(21)),
}
USUAL = timedelta(hours=1)
REFRESH = timedelta(hours=1)
# A postponed entry has no new time yet, so it stays where it was, marked as uncertain.
_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
_MARKS = {"cancelled": "Hủy", "postponed": "Hoãn", "changed": "Thay đổi", "added": "Bổ sung"}
_LABELS = {
    "status_note": "",
    "chair": "Chủ trì: ",
    "officials": "Tham dự: ",
    "attendees": "Thành phần: ",
    "prepared_by": "Đơn vị chuẩn bị: ",
    "note": "Ghi chú: ",
}
_INVITATION = "Lịch này thay cho giấy mời."


def calendar(site: SiteReference, entries: Iterable[dict[str, Any]]) -> bytes:
    """The entries of a site as one calendar that can be subscribed to."""
    # The library takes a tenth of a second to load, which the other answers need not pay.
    from icalendar import Calendar, vDuration

    name = f"Lịch làm việc – {site.name}"
    calendar = Calendar()
    calendar.add("prodid", "-//congxa//Lich lam viec//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", VIETNAM.key)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    # The library knows the type of the names of RFC 5545 and 7986 alone.
    calendar.add("x-published-ttl", vDuration(REFRESH), encode=False)
    for entry in entries:
        calendar.add_component(_event(site, entry))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(site: SiteReference, entry: dict[str, Any]) -> Any:
    from icalendar import Event

    event = Event()
    start, end = times(entry)
    updated = datetime.fromisoformat(entry["updated_at"])
    event.add("uid", entry["id"])
    event.add("sequence", entry["version"])
    event.add("dtstamp", updated)
    event.add("last-modified", updated)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _summary(entry))
    event.add("status", _STATUS.get(entry["status"], "CONFIRMED"))
    if entry["location"]:
        event.add("location", entry["location"])
    description = _description(entry)
    if description:
        event.add("description", description)
    event.add("url", page_url(site.base_url, f"/lich-lam-viec/{_week(entry)}"))
    return event


def _summary(entry: dict[str, Any]) -> str:
    mark = _MARKS.get(entry["status"])
    return f"[{mark}] {entry['title']}" if mark else str(entry["title"])


def times(entry: dict[str, Any]) -> tuple[date | datetime, date | datetime]:
    """When an entry begins and ends: its hours, else the block of its session, else the day."""
    day = date.fromisoformat(entry["date"])
    if entry["start_time"]:
        start = datetime.combine(day, time.fromisoformat(entry["start_time"]), VIETNAM)
        return start, _end(start, entry["end_time"])
    if entry["session"] in BLOCKS:
        first, last = BLOCKS[entry["session"]]
        return datetime.combine(day, first, VIETNAM), datetime.combine(day, last, VIETNAM)
    return day, day + timedelta(days=1)


def _end(start: datetime, text: str | None) -> datetime:
    """When something ends that begins at `start`: an end that is no later is the next day's."""
    if not text:
        return start + USUAL
    end = datetime.combine(start.date(), time.fromisoformat(text), VIETNAM)
    return end if end > start else end + timedelta(days=1)


def _description(entry: dict[str, Any]) -> str:
    facts = {
        **entry,
        "chair": entry["chair"] and _name(entry["chair"]),
        "officials": ", ".join(map(_name, entry["officials"])),
    }
    lines = [f"{label}{facts[name]}" for name, label in _LABELS.items() if facts[name]]
    return "\n".join([*lines, _INVITATION] if entry["replaces_invitation"] else lines)


def _name(person: dict[str, Any]) -> str:
    return f"{person['name']} ({person['position']})" if person["position"] else str(person["name"])


def _week(entry: dict[str, Any]) -> str:
    year, week, _ = date.fromisoformat(entry["date"]).isocalendar()
    return f"{year}-W{week:02}"
