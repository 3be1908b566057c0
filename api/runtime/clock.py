"""The one place that reads the clock: routes, commands of the shell and the ticker call it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def day_of(at: datetime) -> date:
    """The day in Vietnam."""
    return at.astimezone(VIETNAM).date()


def begin_of(day: date) -> datetime:
    """When a day begins in Vietnam."""
    return datetime.combine(day, time(), VIETNAM)


def day_after(at: datetime) -> datetime:
    """When the next day begins in Vietnam."""
    return begin_of(day_of(at) + timedelta(days=1))


def local(at: datetime, zone: ZoneInfo = VIETNAM) -> str:
    """RFC 3339 with the zone's offset and whole seconds: `2026-07-11T08:30:00+07:00`."""
    return at.astimezone(zone).isoformat(timespec="seconds")
