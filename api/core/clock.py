"""The one place that reads the clock: routes, commands of the shell and the ticker call it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def local(at: datetime, zone: ZoneInfo = VIETNAM) -> str:
    """RFC 3339 with the zone's offset and whole seconds: `2026-07-11T08:30:00+07:00`."""
    return at.astimezone(zone).isoformat(timespec="seconds")
