"""A week is begun with the words of another; what cannot take place is skipped, and told."""

from datetime import timedelta
from typing import Any

from api.publishing.models import Document
from tests.api.calendar.making import MONDAY, SUNDAY, TUESDAY, make_official
from tests.api.calendar.weeks.planning import AT, entry, kept, plan, read
from tests.api.publishing.authoring.desk import Desk
from tests.factories import NOON

TARGET = "/calendar/weeks/2026-W36"
"""Its Monday, Tuesday and Wednesday are off for National Day."""
NEXT = "/calendar/weeks/2026-W30"


def copied(desk: Desk, at: str = NEXT, key: str | None = None, **said: Any) -> Any:
    answer = desk.create(f"{at}/copy", {"from": "2026-W29", **said}, key)
    assert answer.status_code == 201, answer.text
    return {**answer.json, "etag": answer.headers["ETag"]}


def test_entries_keep_their_weekdays_and_begin_anew(client, site, editor) -> None:
    chair = str(make_official(site).id)
    plan(
        editor, read(editor),
        entry("Họp", start_time="08:00", chair=chair, internal_note="Xe 37A", status="added",
              status_note="Bổ sung sáng nay"),
        entry("Trực", date=SUNDAY, session="all_day"),
    )  # fmt: skip

    week = copied(editor)

    own = kept(week)
    assert (own["Họp"]["date"], own["Trực"]["date"]) == ("2026-07-20", "2026-07-26")
    assert (own["Họp"]["status"], own["Họp"]["status_note"]) == ("scheduled", None)
    assert (own["Họp"]["chair"], own["Họp"]["internal_note"]) == (chair, "Xe 37A")
    assert week["skipped"] == []
    assert read(editor, NEXT)["etag"] == week["etag"]
    assert kept(read(editor))["Họp"]["date"] == MONDAY


def test_what_cannot_take_place_is_skipped_and_told(client, site, editor) -> None:
    gone = make_official(site, "Trần Thị Lan")
    week = plan(
        editor, read(editor),
        entry("Họp giao ban"), entry("Tiếp xúc cử tri", date=TUESDAY),
        entry("Đi cơ sở", date="2026-07-17", status="cancelled"),
        entry("Hội nghị", date="2026-07-17"), entry("Ký", date="2026-07-18", chair=str(gone.id)),
    )  # fmt: skip
    Document.update(trashed_at=NOON + timedelta(1)).where(Document.id == gone.id).execute()

    first = copied(editor, TARGET)
    again = copied(editor, TARGET)

    ids = {each["content"]["title"]: each["id"] for each in week["entries"]}
    told = {each["title"]: (each["id"], each["reason"]) for each in first["skipped"]}
    assert told == {
        "Họp giao ban": (ids["Họp giao ban"], "holiday"),
        "Tiếp xúc cử tri": (ids["Tiếp xúc cử tri"], "holiday"),
        "Đi cơ sở": (ids["Đi cơ sở"], "not_taking_place"),
        "Ký": (ids["Ký"], "unknown_reference"),
    }
    holidays = {each["title"]: each["holiday"] for each in first["skipped"]}
    assert "Quốc khánh" in holidays["Tiếp xúc cử tri"]
    assert holidays["Ký"] is None
    assert (list(kept(first)), list(kept(again))) == (["Hội nghị"], ["Hội nghị"])
    assert {each["reason"] for each in again["skipped"]} >= {"already_there"}


def test_the_same_request_copies_once_and_a_wrong_week_is_named(editor) -> None:
    plan(editor, read(editor), entry("Họp"))
    key = "lich-tuan-30-2026"

    first, second = copied(editor, key=key), copied(editor, key=key)

    assert first == second
    assert editor.call("POST", f"{NEXT}/copy", {"from": "2026-W29"}).status_code == 400
    for name in ("2026-W54", "tuần trước", "2026-7"):
        wrong = editor.create(f"{NEXT}/copy", {"from": name})
        assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/from")
    assert copied(editor, AT)["skipped"][0]["reason"] == "already_there"
