"""Receptions of citizens: the law says how long before they must be public.

The Law on Reception of Citizens, 42/2013/QH13, article 24: at least 5 working days. The rule is
data with its source, as laws change.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from unicodedata import normalize

from api.calendar import marks
from api.calendar.public_holidays import holiday_name
from api.publishing.errors import Finding

Content = Mapping[str, Any]


class Rule(NamedTuple):
    """How many working days before, and where that is said."""

    law: str
    law_vi: str
    in_force_from: date
    working_days: int


RULE = Rule(
    "the Law on Reception of Citizens 42/2013/QH13, article 24",
    "Điều 24 Luật Tiếp công dân số 42/2013/QH13",
    date(2014, 7, 1),
    5,
)
# What receives citizens, not what speaks of it, nor the receiving of others whose name begins so.
_RECEPTION = re.compile(
    r"(?<!công tác )(?<!luật )(?<!ban )(?<!phòng )(?<!trụ sở )(?<!quy chế )(?<!về )(?<!việc )"
    r"\btiếp (?:công )?dân\b(?! (?:cư|quân|tộc|vận|phòng)\b)"
)


def late_reception(content: Content, live: Content | None, today: date) -> Finding | None:
    """The warning for a reception that becomes public too late for its day; else None.

    What readers know of already, on this very day, is late no more.
    """
    day = date.fromisoformat(content["date"])
    if not _receives(content) or day < max(today, RULE.in_force_from):
        return None
    if live is not None and _receives(live) and live["date"] == content["date"]:
        return None
    latest = working_days_before(day, RULE.working_days)
    return None if today <= latest else _finding(latest)


def working_days_before(day: date, count: int) -> date:
    """The day that lies so many working days before another."""
    while count:
        day -= timedelta(days=1)
        count -= _is_working_day(day)
    return day


def _is_working_day(day: date) -> bool:
    return day.isoweekday() <= 5 and holiday_name(day) is None


def _receives(content: Content) -> bool:
    words = " ".join(normalize("NFC", content["title"]).lower().split())
    return marks.takes_place(content) and _RECEPTION.search(words) is not None


def _finding(latest: date) -> Finding:
    said = (
        f"A reception of citizens must be public {RULE.working_days} working days before, here by"
        f" {latest.isoformat()} ({RULE.law}).",
        f"Lịch tiếp công dân phải công bố trước ít nhất {RULE.working_days} ngày làm việc,"
        f" ở đây chậm nhất ngày {latest:%d/%m/%Y} ({RULE.law_vi}).",
    )
    return Finding("late_reception", *said, pointer="/date", is_warning=True)
