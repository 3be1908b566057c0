"""Where an entry stands among the others: its day, the part of the day, its hour."""

from collections.abc import Mapping
from typing import Any, NamedTuple

_SLOTS = {"all_day": 0, "morning": 1, "afternoon": 2, "evening": 3, None: 4}
_NOON, _DUSK = "12:00", "18:00"

Content = Mapping[str, Any]


class Place(NamedTuple):
    """What the calendar is in the order of."""

    date: str
    slot: int
    starts: str


def place_of(content: Content) -> Place:
    """The place of an entry."""
    return Place(content["date"], _SLOTS[session_of(content)], content["start_time"] or "")


def session_of(content: Content) -> str | None:
    """The part of the day: as written, else that of the hour."""
    if content["session"] or content["all_day"]:
        return content["session"] or "all_day"
    start = content["start_time"]
    if start is None:
        return None
    return "morning" if start < _NOON else "afternoon" if start < _DUSK else "evening"
