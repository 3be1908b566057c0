"""The days that a report is about, as they were asked for."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from api.runtime import clock
from api.runtime.errors import InvalidParameter

MOST_DAYS = 366
USUAL = timedelta(days=29)


class Period(NamedTuple):
    """From the first day to the last one, both in Viet Nam."""

    first: date
    last: date

    @property
    def begins_at(self) -> datetime:
        """The first moment."""
        return clock.begin_of(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment behind it."""
        return clock.begin_of(self.last + timedelta(days=1))

    def days(self) -> Iterator[date]:
        """Each of its days."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def period_of(query: Mapping[str, Any], at: datetime) -> Period:
    """What `from` and `to` say; InvalidParameter for a period that ends before or too late."""
    last = date.fromisoformat(query["to"]) if query["to"] else clock.day_of(at)
    first = date.fromisoformat(query["from"]) if query["from"] else last - USUAL
    if not 0 <= (last - first).days < MOST_DAYS:
        raise InvalidParameter.of(
            "to",
            f"Must be from 0 to {MOST_DAYS - 1} days after from.",
            f"Phải sau “from” từ 0 đến {MOST_DAYS - 1} ngày.",
        )
    return Period(first, last)
