"""A reception of citizens is public five working days before (Law 42/2013/QH13, article 24)."""

from datetime import date
from typing import Any

import pytest

from api.calendar.receptions import late_reception, working_days_before

MONDAY = date(2026, 7, 13)


def content(title: str = "Tiếp công dân định kỳ", day: str = "2026-07-13", **said: Any) -> Any:
    """What the rule looks at."""
    return {"title": title, "date": day, "status": "scheduled", **said}


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        ("2026-07-13", "2026-07-06"),  # A Monday: the Monday before.
        ("2026-07-18", "2026-07-13"),  # A Saturday.
        ("2026-09-07", "2026-08-26"),  # Over National Day, whose Monday before is off too.
        ("2027-02-15", "2027-02-01"),  # Over Tết.
    ],
)
def test_working_days_are_counted_without_weekends_and_holidays(day: str, latest: str) -> None:
    assert working_days_before(date.fromisoformat(day), 5) == date.fromisoformat(latest)


def test_one_day_too_late_warns_and_names_the_law() -> None:
    in_time = late_reception(content(), None, date(2026, 7, 6))
    late = late_reception(content(), None, date(2026, 7, 7))

    assert in_time is None
    assert late is not None
    assert (late.code, late.is_warning, late.pointer) == ("late_reception", True, "/date")
    assert "42/2013/QH13, article 24" in late.detail
    assert "Điều 24 Luật Tiếp công dân số 42/2013/QH13" in late.detail_vi
    assert "06/07/2026" in late.detail_vi


@pytest.mark.parametrize(
    "title",
    ["TIẾP CÔNG DÂN", "Chủ tịch tiếp dân", "Lịch tiếp\n công  dân tháng 7", "tiếp công dân"],
)
def test_it_is_known_however_it_is_written(title: str) -> None:
    assert late_reception(content(title), None, MONDAY) is not None


@pytest.mark.parametrize(
    "title",
    [
        "Họp về công tác tiếp công dân",
        "Tập huấn Luật Tiếp công dân",
        "Kiểm tra trụ sở tiếp công dân",
        "Tiếp dân quân tự vệ",
        "Tiếp đoàn công tác",
    ],
)
def test_what_only_speaks_of_it_is_none(title: str) -> None:
    assert late_reception(content(title), None, MONDAY) is None


def test_what_readers_know_of_is_late_no_more() -> None:
    live = content()

    assert late_reception(content("Tiếp công dân, phòng 2"), live, MONDAY) is None
    assert late_reception(content(day="2026-07-14"), live, MONDAY) is not None
    assert late_reception(content(), content("Họp"), MONDAY) is not None
    assert late_reception(content(), content(status="cancelled"), MONDAY) is not None
    assert late_reception(content(status="cancelled"), None, MONDAY) is None
    assert late_reception(content(day="2026-07-12"), None, MONDAY) is None
