"""Public holidays by their Vietnamese names, days taken in lieu and swapped days among them."""

import subprocess
import sys
import unicodedata
from datetime import date, timedelta

import pytest

from api.calendar.public_holidays import EXTRA, holiday_name

YEARS = range(1995, 2051)
ALL_DAYS = [
    date(YEARS[0], 1, 1) + timedelta(days=i)
    for i in range((date(YEARS[-1] + 1, 1, 1) - date(YEARS[0], 1, 1)).days)
]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 1, 1), "Tết Dương lịch"),
        (date(2025, 1, 28), "Giao thừa Tết Nguyên Đán"),
        (date(2025, 1, 29), "Tết Nguyên Đán"),
        (date(2025, 1, 30), "Mùng hai Tết Nguyên Đán"),
        (date(2025, 4, 7), "Ngày Giỗ Tổ Hùng Vương"),
        (date(2025, 4, 30), "Ngày Chiến thắng"),
        (date(2025, 5, 1), "Ngày Quốc tế Lao động"),
        (date(2025, 9, 1), "Quốc khánh"),
        (date(2025, 9, 2), "Quốc khánh"),
        (date(2026, 1, 1), "Tết Dương lịch"),
        (date(2026, 2, 16), "Giao thừa Tết Nguyên Đán"),
        (date(2026, 2, 17), "Tết Nguyên Đán"),
        (date(2026, 2, 20), "Mùng bốn Tết Nguyên Đán"),
        (date(2026, 4, 26), "Ngày Giỗ Tổ Hùng Vương"),
        (date(2026, 4, 30), "Ngày Chiến thắng"),
        (date(2026, 5, 1), "Ngày Quốc tế Lao động"),
        (date(2026, 9, 1), "Quốc khánh"),
        (date(2026, 9, 2), "Quốc khánh"),
    ],
)
def test_it_names_the_statutory_days(day: date, name: str) -> None:
    assert holiday_name(day) == name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 1, 2), "Tết Dương lịch (nghỉ bù)"),
        (date(2026, 4, 27), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        (date(2027, 5, 3), "Ngày Quốc tế Lao động (nghỉ bù)"),
        (date(2025, 5, 2), "Ngày nghỉ (thay cho ngày 26/04/2025)"),
        (date(2026, 1, 2), "Ngày nghỉ (thay cho ngày 10/01/2026)"),
    ],
)
def test_it_names_days_in_lieu_and_swapped_days(day: date, name: str) -> None:
    assert holiday_name(day) == name


def test_it_calls_the_day_before_tets_eve_by_its_lunar_day() -> None:
    assert holiday_name(date(2025, 1, 27)) == "28 Tết"  # a 12th month of 29 days
    assert holiday_name(date(2020, 1, 23)) == "29 Tết"  # one of 30 days


@pytest.mark.parametrize(
    "day", [date(2026, 2, 14), date(2026, 2, 23), date(2026, 8, 19), date(2026, 12, 25)]
)
def test_it_names_no_other_day(day: date) -> None:
    assert holiday_name(day) is None


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2029, 11, 24), date(2029, 11, 26)])
def test_it_withholds_a_holiday_that_is_not_law_yet(day: date) -> None:
    assert holiday_name(day) is None


@pytest.mark.parametrize("year", [1, 1900, 1975, 1994, 2101, 2200, 9999])
def test_it_knows_nothing_of_years_it_was_not_made_for(year: int) -> None:
    assert holiday_name(date(year, 1, 1)) is None


def test_it_gives_plain_composed_names() -> None:
    names = {name for day in ALL_DAYS if (name := holiday_name(day)) is not None}

    assert all(name == unicodedata.normalize("NFC", name).strip() != "" for name in names)
    assert not any(word in name for name in names for word in ("observed", "estimated", "%", ";"))


def test_it_gives_between_eight_and_eighteen_days_off_a_year() -> None:
    counts = {
        year: sum(holiday_name(day) is not None for day in ALL_DAYS if day.year == year)
        for year in YEARS
    }

    assert {year: count for year, count in counts.items() if not 8 <= count <= 18} == {}


def test_it_has_moved_days_only_on_working_days_and_in_plain_text() -> None:
    for day, name in EXTRA.items():
        assert day.weekday() < 5
        assert name == unicodedata.normalize("NFC", name)
        assert holiday_name(day) == name


def test_it_loads_the_library_only_when_asked() -> None:
    code = "import sys; import api.calendar.public_holidays; sys.exit('holidays' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
