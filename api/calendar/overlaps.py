"""When a leader is to be in two places at once: a warning, as a calendar may mean it so."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from api.calendar import marks
from api.calendar.ics import times
from api.publishing.errors import Finding
from api.runtime.clock import VIETNAM
from api.text import slugs

Content = dict[str, Any]


def overlaps(content: Content, others: Iterable[Content]) -> Iterator[Finding]:
    """One finding for each other entry that asks for a leader of this one at the same time."""
    if not marks.takes_place(content):
        return
    own = _leaders(content)
    for other in others:
        if marks.takes_place(other) and own & _leaders(other) and _collide(content, other):
            yield _finding(other)


def _leaders(content: Content) -> set[str]:
    """Who takes part: officials by their ids, others as they are written."""
    chair = [slugs.folded(content["chair"])] if content["chair"] else []
    return {*chair, *content["officials"]}


def _collide(one: Content, other: Content) -> bool:
    """Whether their hours meet; of two in one half of a day without hours nobody knows."""
    if not (_has_hours(one) or _has_hours(other)):
        return False
    (begins, ends), (other_begins, other_ends) = _span(one), _span(other)
    return begins < other_ends and other_begins < ends


def _has_hours(content: Content) -> bool:
    takes_all_day = content["all_day"] or content["session"] == "all_day"
    return bool(content["start_time"] or takes_all_day)


def _span(content: Content) -> tuple[datetime, datetime]:
    begins, ends = times(content)
    return _moment(begins), _moment(ends)


def _moment(day: date | datetime) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, time(), VIETNAM)


def _finding(other: Content) -> Finding:
    hour = other["start_time"] or other["session"] or other["date"]
    said = (
        f"A leader is to be elsewhere at this time: “{other['title']}” ({other['date']}, {hour}).",
        f"Lãnh đạo có lịch khác cùng lúc: “{other['title']}” ({other['date']}, {hour}).",
    )
    return Finding("leader_overlap", *said, pointer="/start_time", is_warning=True)
