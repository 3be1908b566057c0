"""The calendar as other programs read it: two readers that are not ours agree on every event."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from flask.testing import FlaskClient
from icalendar import Calendar

from api.calendar import ics
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.clock import VIETNAM
from tests.api.calendar.making import MONDAY, make_entry, make_official
from tests.api.delivery.world import at, revise
from tests.factories import NOON, make_site

LONG = "Hội nghị sơ kết công tác sáu tháng đầu năm về ứng phó thiên tai và tìm kiếm cứu nạn " * 3


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def raw(client: FlaskClient, site: Document, more: str = "") -> bytes:
    answer = client.get(f"/v1/calendar.ics?site={site.slug}{more}")
    assert answer.status_code == 200, answer.data
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.data


def events(client: FlaskClient, site: Document, more: str = "") -> list[Any]:
    """The events as `icalendar` reads them; `vobject` must find as many."""
    body = raw(client, site, more)
    found = list(Calendar.from_ical(body).walk("VEVENT"))
    assert len(getattr(vobject.readOne(body.decode()), "vevent_list", [])) == len(found)
    return found


DAY = timedelta(days=1)


def hour(text: str) -> datetime:
    return datetime.fromisoformat(f"{MONDAY}T{text}").replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("facts", "start", "end"),
    [
        ({"start_time": "07:30", "end_time": "09:00"}, hour("07:30"), hour("09:00")),
        ({"start_time": "19:00", "end_time": "06:00"}, hour("19:00"), hour("06:00") + DAY),
        ({"start_time": "20:00", "end_time": "24:00"}, hour("20:00"), hour("00:00") + DAY),
        ({"start_time": "07:00", "end_time": "07:00"}, hour("07:00"), hour("07:00") + DAY),
        ({"start_time": "00:00", "end_time": "24:00"}, hour("00:00"), hour("00:00") + DAY),
        ({"start_time": "08:00"}, hour("08:00"), hour("09:00")),
        ({"session": "morning"}, hour("07:30"), hour("11:30")),
        ({"session": "afternoon"}, hour("13:30"), hour("17:00")),
        ({"session": "evening"}, hour("19:00"), hour("21:00")),
        ({"all_day": True}, date(2026, 7, 13), date(2026, 7, 14)),
        ({}, date(2026, 7, 13), date(2026, 7, 14)),
    ],
)
def test_an_entry_stands_at_its_time_or_in_a_block_of_its_session(
    reader, site, facts, start, end
) -> None:
    make_entry(site, **facts)

    (event,) = events(reader, site)

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (start, end)


def test_it_says_who_where_and_why(reader, site) -> None:
    chair = make_official(site, "Lê Văn Phúc", position="Chủ tịch")
    facts = {"attendees": "Trưởng các xóm", "prepared_by": "Văn phòng", "status": "changed"}
    people = {"chair": str(chair.id), "officials": [str(chair.id)]}
    more = {"status_note": "Chuyển sang phòng số 2", "replaces_invitation": True}
    make_entry(site, "Họp giao ban", location="Phòng họp số 1", **facts, **people, **more)

    (event,) = events(reader, site)

    assert str(event["summary"]) == "[Thay đổi] Họp giao ban"
    assert str(event["location"]) == "Phòng họp số 1"
    assert str(event["description"]).splitlines() == [
        "Chuyển sang phòng số 2",
        "Chủ trì: Lê Văn Phúc (Chủ tịch)",
        "Tham dự: Lê Văn Phúc (Chủ tịch)",
        "Thành phần: Trưởng các xóm",
        "Đơn vị chuẩn bị: Văn phòng",
        "Lịch này thay cho giấy mời.",
    ]
    assert str(event["url"]) == "http://portal.test/lich-lam-viec/2026-W29"


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("scheduled", "CONFIRMED"),
        ("changed", "CONFIRMED"),
        ("added", "CONFIRMED"),
        ("postponed", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_a_cancelled_entry_stays_and_says_so(reader, site, status: str, shown: str) -> None:
    make_entry(site, status=status)

    (event,) = events(reader, site)

    assert str(event["status"]) == shown


def test_an_edited_entry_keeps_its_uid_and_raises_its_sequence(reader, site) -> None:
    entry = make_entry(site)
    (before,) = events(reader, site)

    revise(entry, at(1), location="Hội trường")

    (after,) = events(reader, site)
    assert before["uid"] == after["uid"] == str(entry.id)
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") - before.decoded("last-modified") == timedelta(hours=1)


def test_it_goes_back_ninety_days_and_forward_without_end(reader, site) -> None:
    today = date(2026, 7, 11)
    for days in (-91, -90, 0, 1_000):
        make_entry(site, f"{days}", date=(today + timedelta(days)).isoformat())

    assert [str(each["summary"]) for each in events(reader, site)] == ["-90", "0", "1000"]


def test_what_is_withdrawn_or_anothers_is_not_there(reader, site) -> None:
    gone = make_entry(site)
    commands.withdraw(gone, OPERATOR, at(1), Withdrawal("error"))
    make_entry(make_site(f"{site.slug}-ban"))

    assert events(reader, site) == []


def test_it_can_be_of_one_official(reader, site) -> None:
    chair, other = make_official(site), make_official(site, "Trần Thị Mai")
    make_entry(site, "Của ông Phúc", chair=str(chair.id))
    make_entry(site, "Của bà Mai", officials=[str(other.id)])

    found = events(reader, site, f"&official={other.id}")

    assert [str(each["summary"]) for each in found] == ["Của bà Mai"]


def test_it_names_its_zone_and_when_to_come_again(reader, site) -> None:
    make_entry(site, start_time="08:00")

    found = Calendar.from_ical(raw(reader, site))

    assert [str(each["tzid"]) for each in found.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in raw(reader, site)
    assert str(found["x-wr-calname"]).startswith("Lịch làm việc – ")


def test_t05_a_title_cannot_begin_a_line_of_its_own(reader, site) -> None:
    hostile = "x\r\nATTACH:file:///etc/passwd\r\nEND:VEVENT\r\nBEGIN:VEVENT; a,b\\n"
    make_entry(site, hostile, location="a;b,c\\d")

    (event,) = events(reader, site)

    assert str(event["summary"]) == hostile.replace("\r\n", "\n")
    assert str(event["location"]) == "a;b,c\\d"
    assert "attach" not in event


def test_t05_long_lines_fold_at_75_octets_between_letters(reader, site) -> None:
    make_entry(site, LONG)

    body = raw(reader, site)

    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [each.decode() for each in lines]  # no letter is cut in two
    assert str(events(reader, site)[0]["summary"]) == LONG.strip()


def test_t22_an_internal_note_is_in_no_event(reader, site) -> None:
    make_entry(site, internal_note="canary-noi-bo")

    assert b"canary" not in raw(reader, site)


def test_a_block_stands_for_each_session_but_the_whole_day() -> None:
    assert ics.BLOCKS.keys() == {"morning", "afternoon", "evening"}


def test_nothing_is_written_that_says_nothing(reader, site) -> None:
    make_entry(site, start_time="08:00")

    lines = raw(reader, site).decode().split("\r\n")

    assert [each for each in lines if each.endswith(":")] == []
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(lines)
