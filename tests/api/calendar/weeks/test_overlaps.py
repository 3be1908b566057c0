"""A leader in two places at once is a warning; what does not take place is in nobody's way."""

from typing import Any

import pytest

from api.calendar.overlaps import overlaps
from api.calendar.schemas import EntryContentSchema
from tests.api.calendar.making import MONDAY, TUESDAY

CHAIR = "0190a5b0-0000-7000-8000-000000000001"


def content(**said: Any) -> Any:
    """The content of an entry with a leader."""
    return EntryContentSchema().load({"title": "Họp", "date": MONDAY, "chair": CHAIR, **said})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"start_time": "08:00", "end_time": "10:00"}, {"start_time": "09:59"}),
        ({"start_time": "08:00"}, {"start_time": "08:59"}),
        ({"start_time": "08:00"}, {"all_day": True}),
        ({"start_time": "14:00"}, {"session": "all_day"}),
        ({"session": "all_day"}, {"all_day": True}),
        ({"start_time": "08:00"}, {"session": "morning"}),
        ({"start_time": "22:00", "end_time": "02:00"}, {"date": TUESDAY, "start_time": "01:00"}),
        ({"start_time": "08:00"}, {"start_time": "08:00", "chair": None, "officials": [CHAIR]}),
        ({"start_time": "08:00", "chair": "Bà  Lê Thị Hòa"},
         {"start_time": "08:00", "chair": "bà Lê Thị Hoà"}),
    ],
)  # fmt: skip
def test_hours_of_one_leader_that_meet_are_told_from_both_sides(one: Any, other: Any) -> None:
    for first, second in ((one, other), (other, one)):
        found = list(overlaps(content(**first), [content(**second)]))

        assert [(each.code, each.is_warning) for each in found] == [("leader_overlap", True)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"start_time": "08:00", "end_time": "10:00"}, {"start_time": "10:00"}),
        ({"start_time": "08:00"}, {"start_time": "09:00"}),
        ({"start_time": "08:00"}, {"session": "afternoon"}),
        ({"session": "morning"}, {"session": "morning"}),
        ({"start_time": "08:00"}, {"start_time": "08:00", "chair": "Người khác"}),
        ({"start_time": "08:00", "chair": None}, {"start_time": "08:00", "chair": None}),
        ({"start_time": "08:00"}, {"start_time": "08:00", "status": "cancelled"}),
        ({"start_time": "08:00", "status": "postponed"}, {"start_time": "08:00"}),
        ({"start_time": "08:00"}, {"start_time": "08:00", "date": TUESDAY}),
    ],
)
def test_what_does_not_meet_is_in_nobodys_way(one: Any, other: Any) -> None:
    for first, second in ((one, other), (other, one)):
        assert list(overlaps(content(**first), [content(**second)])) == []
