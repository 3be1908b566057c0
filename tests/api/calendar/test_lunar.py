"""Lunar dates: Tết and Giỗ Tổ as an independent library has them, leap months, round months."""

from datetime import date, timedelta
from itertools import pairwise

import holidays
import pytest

from api.calendar.lunar import LunarDate, lunar_date

ALL_DAYS = [date(1900, 1, 1) + timedelta(days=i) for i in range(73_414)]  # to 2100-12-31


def days_named(name: str, first: int, last: int) -> dict[int, date]:
    """Return the day of each year that the library calls so."""
    found = holidays.country_holidays("VN", years=range(first, last + 1), language="vi")
    return {day.year: day for day in found.get_named(name, lookup="exact")}


def test_it_has_tet_of_1990_to_2050_when_the_library_has_it() -> None:
    days = days_named("Tết Nguyên Đán", 1990, 2050)

    ours = {year: lunar_date(day) for year, day in days.items()}

    assert ours == {year: LunarDate(1, 1, False, year) for year in range(1990, 2051)}


def test_it_has_gio_to_of_2007_to_2050_when_the_library_has_it() -> None:
    days = days_named("Ngày Giỗ Tổ Hùng Vương", 2007, 2050)

    ours = {year: lunar_date(day) for year, day in days.items()}

    assert ours == {year: LunarDate(10, 3, False, year) for year in range(2007, 2051)}


@pytest.mark.parametrize(
    ("vietnamese", "chinese"),
    [
        (date(1968, 1, 29), date(1968, 1, 30)),
        (date(1985, 1, 21), date(1985, 2, 20)),
        (date(2007, 2, 17), date(2007, 2, 18)),
        (date(2030, 2, 2), date(2030, 2, 3)),
    ],
)
def test_it_follows_the_hour_of_vietnam_not_of_china(vietnamese: date, chinese: date) -> None:
    assert lunar_date(vietnamese)[:2] == (1, 1)
    assert lunar_date(chinese)[:2] != (1, 1)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(1985, 3, 21), LunarDate(1, 2, True, 1985)),
        (date(1987, 7, 26), LunarDate(1, 7, False, 1987)),
        (date(2004, 3, 21), LunarDate(1, 2, True, 2004)),
        (date(2014, 10, 24), LunarDate(1, 9, True, 2014)),
        (date(2017, 7, 23), LunarDate(1, 6, True, 2017)),
        (date(2020, 5, 23), LunarDate(1, 4, True, 2020)),
        (date(2023, 3, 22), LunarDate(1, 2, True, 2023)),
        (date(2025, 7, 25), LunarDate(1, 6, True, 2025)),
        (date(2028, 6, 23), LunarDate(1, 5, True, 2028)),
        (date(2033, 12, 22), LunarDate(1, 11, True, 2033)),
    ],
)
def test_it_knows_leap_months(first: date, expected: LunarDate) -> None:
    assert lunar_date(first) == expected


def test_it_has_at_most_one_leap_month_a_year_and_the_right_ones_lately() -> None:
    found = {(lunar.year, lunar.month) for lunar in map(lunar_date, ALL_DAYS) if lunar.is_leap}

    lately = {year: month for year, month in found if 2000 <= year <= 2036}
    assert len(found) == len(dict(found))
    assert lately == {
        **{2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4},
        **{2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11, 2036: 6},
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 9, 17), LunarDate(15, 8, False, 2024)),
        (date(2025, 10, 6), LunarDate(15, 8, False, 2025)),
        (date(2026, 9, 25), LunarDate(15, 8, False, 2026)),
    ],
)
def test_it_knows_mid_autumn(day: date, expected: LunarDate) -> None:
    assert lunar_date(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 1, 28), LunarDate(29, 12, False, 2024)),
        (date(2025, 12, 31), LunarDate(12, 11, False, 2025)),
        (date(2026, 1, 1), LunarDate(13, 11, False, 2025)),
        (date(2026, 2, 14), LunarDate(27, 12, False, 2025)),
        (date(2026, 2, 22), LunarDate(6, 1, False, 2026)),
    ],
)
def test_it_keeps_the_lunar_year_until_tet(day: date, expected: LunarDate) -> None:
    assert lunar_date(day) == expected


def test_it_goes_on_by_one_day_or_to_the_first_of_the_next_month() -> None:
    for before, after in pairwise(map(lunar_date, ALL_DAYS)):
        if after.day != 1:
            assert after == before._replace(day=before.day + 1)
            continue
        assert before.day in (29, 30)
        assert after in following_firsts(before)


def following_firsts(lunar: LunarDate) -> list[LunarDate]:
    """Return the first days that may come after the last day of a month."""
    _, month, is_leap, year = lunar
    ordinary = LunarDate(1, month % 12 + 1, False, year + month // 12)
    return [ordinary] if is_leap else [ordinary, LunarDate(1, month, True, year)]


@pytest.mark.parametrize("day", [date.min, date(1800, 6, 1), date(2200, 12, 31), date.max])
def test_it_answers_for_any_day_there_is(day: date) -> None:
    lunar = lunar_date(day)

    assert 1 <= lunar.day <= 30
    assert 1 <= lunar.month <= 12
