"""What an entry of the calendar says, and what it keeps to itself."""

import pytest

from api.publishing import commands
from api.publishing.models import Change, Op
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime.errors import InvalidContent
from tests.api.calendar.making import MONDAY, entries, make_entry, make_official, titles, week
from tests.api.delivery.world import at, revise
from tests.factories import make


def test_everything_but_date_and_title_may_be_unknown(reader, site) -> None:
    entry = make_entry(site)

    (found,) = entries(reader, site)

    assert found == {
        "id": str(entry.id), "site": site.slug, "date": "2026-07-13", "title": "Họp giao ban",
        "all_day": False, "officials": [], "status": "scheduled", "replaces_invitation": False,
        "version": entry.version, "updated_at": "2026-07-11T19:00:00+07:00",
        **dict.fromkeys(
            ("session", "start_time", "end_time", "location", "chair", "attendees",
             "prepared_by", "status_note", "supersedes", "note")
        ),
    }  # fmt: skip


def test_all_that_it_says_is_served(reader, site) -> None:
    facts = {
        "session": "morning", "start_time": "07:30", "end_time": "11:00",
        "location": "Phòng họp số 1", "attendees": "Trưởng các thôn\nCông an xã",
        "prepared_by": "Văn phòng", "note": "Mang theo tài liệu", "replaces_invitation": True,
        "title": "Họp giao ban\nvà tiếp dân",
    }  # fmt: skip
    make_entry(site, **facts)

    (found,) = entries(reader, site)

    assert {name: found[name] for name in facts} == facts


@pytest.mark.parametrize(
    ("facts", "session", "all_day"),
    [
        ({}, None, False),
        ({"session": "afternoon"}, "afternoon", False),
        ({"session": "all_day"}, "all_day", True),
        ({"all_day": True}, "all_day", True),
        ({"start_time": "07:30"}, "morning", False),
        ({"start_time": "11:59"}, "morning", False),
        ({"start_time": "12:00"}, "afternoon", False),
        ({"start_time": "17:59"}, "afternoon", False),
        ({"start_time": "18:00"}, "evening", False),
        ({"start_time": "00:00"}, "morning", False),
        ({"session": "evening", "start_time": "17:30"}, "evening", False),
    ],
)
def test_its_session_is_as_written_or_that_of_its_hour(
    reader, site, facts, session, all_day
) -> None:
    make_entry(site, **facts)

    (found,) = entries(reader, site)

    assert (found["session"], found["all_day"]) == (session, all_day)
    assert found["start_time"] == facts.get("start_time")


def test_a_day_is_in_the_order_of_its_sessions_and_hours(reader, site) -> None:
    for title, facts in {
        "không rõ": {},
        "tối": {"session": "evening"},
        "chiều 14": {"start_time": "14:00"},
        "chiều": {"session": "afternoon"},
        "sáng 9": {"start_time": "09:00"},
        "sáng 8": {"start_time": "08:00", "session": "morning"},
        "sáng": {"session": "morning"},
        "cả ngày": {"all_day": True},
        "hôm sau": {"date": "2026-07-14", "all_day": True},
        "sáng 8 nữa": {"start_time": "08:00"},
    }.items():
        make_entry(site, title, **facts)

    expected = ["cả ngày", "sáng", "sáng 8", "sáng 8 nữa", "sáng 9", "chiều", "chiều 14", "tối",
                "không rõ", "hôm sau"]  # fmt: skip
    assert titles(reader, site) == expected
    days = week(reader, site)["days"]
    assert [each["title"] for day in days for each in day["entries"]] == expected
    paged = titles(reader, site, limit="3") + _rest(reader, site)
    assert paged == expected


def _rest(reader, site) -> list[str]:
    found = []
    address = reader.get(f"/v1/calendar/entries?site={site.slug}&from=2026-07-13&limit=3").json[
        "next"
    ]
    while address:
        page = reader.get(address).json
        found += [each["title"] for each in page["items"]]
        address = page["next"]
    return found


def test_people_are_officials_or_a_name_alone(reader, site) -> None:
    chair = make_official(site, position="Chủ tịch UBND")
    deputy = make_official(site, "Trần Thị Mai")
    make_entry(site, "Một", chair=str(chair.id), officials=[str(deputy.id), str(chair.id)])
    make_entry(site, "Hai", chair="Đồng chí Bí thư Đảng ủy")

    first, second = entries(reader, site)

    phuc = {"id": str(chair.id), "name": "Lê Văn Phúc", "position": "Chủ tịch UBND"}
    mai = {"id": str(deputy.id), "name": "Trần Thị Mai", "position": None}
    assert (first["chair"], first["officials"]) == (phuc, [mai, phuc])
    assert second["chair"] == {"id": None, "name": "Đồng chí Bí thư Đảng ủy", "position": None}


@pytest.mark.parametrize("status", ["scheduled", "changed", "postponed", "cancelled", "added"])
def test_every_status_has_its_note(reader, site, status) -> None:
    make_entry(site, status=status, status_note="Do mưa bão")

    (found,) = entries(reader, site)

    assert (found["status"], found["status_note"]) == (status, "Do mưa bão")


def test_one_that_replaces_another_names_it(reader, site) -> None:
    old = make_entry(site, "Cũ", status="cancelled")
    make_entry(site, "Mới", date="2026-07-14", supersedes=str(old.id), status="added")

    assert [each["supersedes"] for each in entries(reader, site)] == [None, str(old.id)]


@pytest.mark.parametrize(("told", "end"), [("06:00", "06:00"), ("24:00", "00:00")])
def test_one_may_end_on_the_next_day(reader, site, told, end) -> None:
    make_entry(site, start_time="19:00", end_time=told)

    (entry,) = entries(reader, site)

    assert (entry["date"], entry["start_time"], entry["end_time"]) == (MONDAY, "19:00", end)


@pytest.mark.parametrize(
    "facts",
    [{"status": "maybe"}, {"session": "noon"}, {"start_time": "7h30"}, {"start_time": "24:00"},
     {"end_time": "09:00"}, {"end_time": "24:00"}, {"start_time": "09:00", "end_time": "24:01"},
     {"start_time": "09:00", "end_time": "24:00:00"}, {"date": "13/07/2026"},
     {"supersedes": "mới"}, {"officials": ["Lê Văn Phúc"]}, {"colour": "red"}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(site, standing_app, facts) -> None:
    with pytest.raises(InvalidContent):
        make_entry(site, **facts)


def test_t22_an_internal_note_is_in_no_answer(reader, site) -> None:
    entry = make_entry(site, internal_note="CANARY xe 37A-1234")
    tag = reader.get(f"/v1/calendar/weeks/2026-W29?site={site.slug}").headers["ETag"]
    revise(get_document(entry.id), at(1), internal_note="CANARY khác")

    assert make_entry(site, "Hai", internal_note=None)
    for path in ("calendar/entries?from=2026-07-13&", "calendar/weeks/2026-W29?", "home?"):
        assert b"CANARY" not in reader.get(f"/v1/{path}site={site.slug}").data
        assert b"internal" not in reader.get(f"/v1/{path}site={site.slug}").data
    assert reader.get(f"/v1/calendar/weeks/2026-W29?site={site.slug}").headers["ETag"] != tag
    shown = reader.get(f"/v1/calendar/entries?site={site.slug}&fields=internal_note")
    assert shown.status_code == 400


def test_one_that_is_withdrawn_leaves_as_a_delete(reader, site) -> None:
    entry = make_entry(site)
    commands.withdraw(get_document(entry.id), OPERATOR, at(1), commands.Withdrawal("error"))

    assert titles(reader, site) == []
    changes = Change.select().where(Change.document == entry.id).order_by(Change.seq)
    assert [each.op for each in changes] == [Op.UPSERT, Op.DELETE]


def test_a_draft_is_nowhere(reader, site) -> None:
    make("calendar_entry", site, date="2026-07-13", title="Nháp", published=False)

    assert titles(reader, site) == []
