"""Weeks by ISO number: their names, their days, the turn of the year and the ends of the range."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.calendar.weeks import Week, parse_week, week_of

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 28))
LONG_YEARS = [2004, 2009, 2015, 2020, 2026, 2032, 2037]


def test_it_knows_the_days_of_a_week() -> None:
    week = parse_week("2026-W07")

    assert week == Week(2026, 7)
    assert week.monday == date(2026, 2, 9)
    assert week.sunday == date(2026, 2, 15)
    assert week.days() == tuple(date(2026, 2, day) for day in range(9, 16))


@pytest.mark.parametrize("year", LONG_YEARS)
def test_it_has_week_53_in_long_years(year: int) -> None:
    week = parse_week(f"{year}-W53")

    assert week.previous() == Week(year, 52)
    assert week.next() == Week(year + 1, 1)


@pytest.mark.parametrize("year", sorted(set(range(2003, 2039)) - set(LONG_YEARS)))
def test_it_refuses_week_53_in_other_years(year: int) -> None:
    with pytest.raises(ValueError, match="53"):
        parse_week(f"{year}-W53")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 12, 31), "2020-W53"),
        (date(2021, 1, 3), "2020-W53"),
        (date(2021, 1, 4), "2021-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_it_puts_the_turn_of_the_year_into_the_week_of_its_thursday(day: date, name: str) -> None:
    assert week_of(day).name == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "2026", "2026-07", "2026W07", "2026-w07", "2026-W7", "2026-W007", "26-W07"),
        *("2026-W00", "2026-W54", "2026-W99", "2024-W53", "1899-W52", "2201-W01", "0000-W01"),
        *(" 2026-W07", "2026-W07 ", "2026-W07\n", "2026-W07-1", "+2026-W07", "-026-W07"),
        *("２０２６-W07", "2026-W٠٧", "2026–W07", "2026-W0\u0667"),
    ],
)
def test_it_refuses_any_other_way_to_write_a_week(name: str) -> None:
    with pytest.raises(ValueError, match=r"written like|Invalid week|a year from"):
        parse_week(name)


def test_it_ends_where_its_years_end() -> None:
    first, last = week_of(date(1900, 1, 1)), week_of(date(2200, 12, 28))

    assert (first.name, first.previous()) == ("1900-W01", None)
    assert (last.name, last.next()) == ("2200-W52", None)


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 12, 29), date.max])
def test_it_refuses_days_outside_of_its_years(day: date) -> None:
    with pytest.raises(ValueError, match="1900 to 2200"):
        week_of(day)


@given(DAYS)
def test_it_finds_the_week_of_a_day_again_by_its_name(day: date) -> None:
    week = week_of(day)

    assert parse_week(week.name) == week
    assert week.days().count(day) == 1
    assert {week_of(other) for other in week.days()} == {week}


@given(DAYS)
def test_it_leaves_no_day_between_weeks(day: date) -> None:
    week = week_of(day)
    following = week.next()

    if following is not None:
        assert following.previous() == week
        assert following.monday == week.sunday + timedelta(days=1)
        assert following > week
