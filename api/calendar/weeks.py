"""Weeks by ISO 8601: Monday to Sunday, numbered 1 to 53; refuses any other way to write them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from api.runtime.errors import InvalidParameter

FIRST_YEAR = 1900
LAST_YEAR = 2200

FIRST_DAY = date.fromisocalendar(FIRST_YEAR, 1, 1)
LAST_DAY = date.fromisocalendar(LAST_YEAR + 1, 1, 1) - timedelta(days=1)

_NAME = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """One week of an ISO year; the year of its Thursday. Raises ValueError when there is none."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"a year from {FIRST_YEAR} to {LAST_YEAR} is needed, not {self.year}")
        date.fromisocalendar(self.year, self.number, 1)  # says "Invalid week" when there is none

    @property
    def name(self) -> str:
        """The week as addresses write it, such as "2026-W07"."""
        return f"{self.year}-W{self.number:02}"

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    def days(self) -> tuple[date, ...]:
        """Return the seven days, Monday first."""
        return tuple(self.monday + timedelta(days=i) for i in range(7))

    def previous(self) -> "Week | None":
        """Return the week before, or None for the first there is."""
        return _week_or_none(self.monday - timedelta(days=1))

    def next(self) -> "Week | None":
        """Return the week after, or None for the last there is."""
        return _week_or_none(self.sunday + timedelta(days=1))


def parse_week(name: str) -> Week:
    """Return the week of a name such as "2026-W07". Raises ValueError for anything else."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError("a week is written like 2026-W07")
    return Week(int(match[1]), int(match[2]))


def get_week(name: str) -> Week:
    """The week that an address names, or InvalidParameter."""
    try:
        return parse_week(name)
    except ValueError as error:
        raise InvalidParameter.of(
            "week", "Not an ISO week (2026-W07).", "Không phải tuần theo ISO (2026-W07)."
        ) from error


def week_of(day: date) -> Week:
    """Return the week a day is in. Raises ValueError outside of the years there are weeks for."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


def _week_or_none(day: date) -> Week | None:
    year, number, _ = day.isocalendar()
    return Week(year, number) if FIRST_YEAR <= year <= LAST_YEAR else None
