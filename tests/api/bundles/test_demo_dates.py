"""The demo bundle is placed around the day on which it is loaded."""

import json
import os
import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bundles.demo.dates import place
from api.bundles.transfers import DEMO_BUNDLE
from api.calendar.schemas import STATUSES

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# A day of the month the bundle was written in, and the days on which calendars go wrong.
DAYS = [
    date(2026, 11, 1),
    date(2026, 11, 24),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2028, 2, 29),
    date(2032, 12, 31),  # of a week 53
    date(2099, 10, 31),
]
any_day = pytest.mark.parametrize("today", DAYS, ids=str)
later_days = st.dates(date(2026, 11, 1), date(2150, 12, 31))


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle without its pictures, for tests that place it many times."""
    folder = tmp_path_factory.mktemp("words")
    for file in DEMO_BUNDLE.glob("*.json*"):
        shutil.copyfile(file, folder / file.name)
    return folder


@any_day
def test_it_writes_the_same_bytes_for_the_same_day(tmp_path: Path, today: date) -> None:
    place(DEMO_BUNDLE, tmp_path / "one", today)
    place(DEMO_BUNDLE, tmp_path / "other", today)
    place(DEMO_BUNDLE, tmp_path / "other", today)

    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_it_leaves_the_bundle_itself_alone(tmp_path: Path) -> None:
    before = contents(DEMO_BUNDLE)

    place(DEMO_BUNDLE, tmp_path / "placed", date(2031, 5, 17))
    place(DEMO_BUNDLE, tmp_path / "placed", date(2032, 6, 18))

    assert contents(DEMO_BUNDLE) == before


def test_it_copies_what_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)

    place(DEMO_BUNDLE, tmp_path, date(2026, 11, 24))

    placed = contents(tmp_path)
    assert placed["media/tru-so-xa.jpg"] == contents(DEMO_BUNDLE)["media/tru-so-xa.jpg"]
    assert not any(each.is_symlink() for each in tmp_path.rglob("*"))


@any_day
def test_four_weeks_around_today_are_full(words: Path, tmp_path: Path, today: date) -> None:
    entries = placed(words, tmp_path, today)["calendar.jsonl"]

    monday = today - timedelta(days=today.weekday())
    mondays = [monday_of(each["date"]) for each in entries]
    assert sorted(set(mondays)) == [monday + timedelta(weeks=i) for i in (-2, -1, 0, 1)]
    assert all(mondays.count(each) >= 9 for each in set(mondays))
    assert len({each["key"] for each in entries}) == len(entries)


@any_day
def test_every_week_has_every_status_with_its_reason(
    words: Path, tmp_path: Path, today: date
) -> None:
    entries = placed(words, tmp_path, today)["calendar.jsonl"]

    for monday in {monday_of(each["date"]) for each in entries}:
        week = [each for each in entries if monday_of(each["date"]) == monday]
        assert {each.get("status", "scheduled") for each in week} == set(STATUSES)
        assert all(each.get("status_note") for each in week if "status" in each)
        assert any("start_time" not in each for each in week)
        assert any(len(each.get("officials", [])) > 1 for each in week)
        assert any(each.get("replaces_invitation") for each in week)


@any_day
def test_entries_refer_to_what_is_there(words: Path, tmp_path: Path, today: date) -> None:
    lines = placed(words, tmp_path, today)

    officials = {each["key"] for each in lines["officials.jsonl"]}
    entries = {each["key"]: each for each in lines["calendar.jsonl"]}
    chairs = [each["chair"] for each in entries.values() if "chair" in each]
    assert {key for each in entries.values() for key in each.get("officials", [])} <= officials
    assert officials & set(chairs)
    assert any(" " in each for each in chairs)
    older = [entries[each["supersedes"]] for each in entries.values() if "supersedes" in each]
    assert older
    assert all(each["status"] == "postponed" for each in older)
    assert any("internal_note" in each for each in entries.values())


def test_a_moved_entry_names_the_days_of_its_own_week(words: Path, tmp_path: Path) -> None:
    entries = placed(words, tmp_path, date(2026, 11, 24))["calendar.jsonl"]

    notes = {each["key"]: each.get("status_note") for each in entries}
    assert notes["2026-W46-duong-xom-9"].endswith("dời sang sáng thứ Sáu 13/11")
    assert notes["2026-W46-duong-xom-9-bu"] == "Bổ sung, thay buổi sáng thứ Ba 10/11"
    assert not any("{" in (each or "") for each in notes.values())


@given(later_days)
def test_a_week_is_the_same_from_whichever_day_it_is_seen(
    words: Path, tmp_path_factory: pytest.TempPathFactory, today: date
) -> None:
    folder = tmp_path_factory.mktemp("weeks")
    earlier = keyed(placed(words, folder / "earlier", today)["calendar.jsonl"])
    later = keyed(placed(words, folder / "later", today + timedelta(weeks=1))["calendar.jsonl"])

    common = earlier.keys() & later.keys()
    assert len(common) >= 27
    assert all(earlier[key] == later[key] for key in common)


@given(later_days)
def test_on_any_day_the_emergency_holds_and_two_notices_have_expired(
    words: Path, tmp_path_factory: pytest.TempPathFactory, today: date
) -> None:
    notices = placed(words, tmp_path_factory.mktemp("notices"), today)["notices.jsonl"]

    expiries = [(each, instant(each.get("expires_at"))) for each in notices]
    expired = [each for each, at in expiries if at and at <= start_of(today)]
    active = [each for each, at in expiries if not at or at > end_of(today)]
    assert len(expired) == 2
    assert len(active) >= 10
    assert [each["key"] for each in active if each.get("urgency") == "emergency"]
    assert all("expires_at" in each for each in active if each.get("urgency") == "emergency")


@given(later_days)
def test_on_any_day_two_banners_show_at_the_head_and_six_at_the_side(
    words: Path, tmp_path_factory: pytest.TempPathFactory, today: date
) -> None:
    banners = placed(words, tmp_path_factory.mktemp("banners"), today)["banners.jsonl"]

    shown = [each["placement"] for each in banners if is_open(each, today)]
    assert (shown.count("header"), shown.count("sidebar")) == (2, 6)
    assert len(banners) == 10


def test_what_had_expired_keeps_the_date_that_its_text_names(words: Path, tmp_path: Path) -> None:
    notices = keyed(placed(words, tmp_path, date(2030, 1, 1))["notices.jsonl"])

    assert notices["moi-chao-gia-thu-vien"]["expires_at"] == "2026-10-15T16:30:00+07:00"
    assert notices["cam-qua-ngam-tran-khe-cat"]["expires_at"] == "2030-02-28T17:00:00+07:00"


def test_within_a_month_only_the_calendar_changes(words: Path, tmp_path: Path) -> None:
    place(words, tmp_path / "first", date(2027, 3, 1))
    place(words, tmp_path / "last", date(2027, 3, 31))

    first, last = contents(tmp_path / "first"), contents(tmp_path / "last")
    assert first.keys() == last.keys()
    assert {name for name in first if first[name] != last[name]} == {"calendar.jsonl"}


def placed(bundle: Path, folder: Path, today: date) -> dict[str, list[dict[str, Any]]]:
    place(bundle, folder, today)
    return {
        each.name: [json.loads(line) for line in each.read_text("utf-8").splitlines()]
        for each in folder.glob("*.jsonl")
    }


def contents(folder: Path) -> dict[str, bytes]:
    files = [each for each in folder.rglob("*") if each.is_file()]
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def keyed(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["key"]: each for each in entries}


def monday_of(day: str) -> date:
    found = date.fromisoformat(day)
    return found - timedelta(days=found.weekday())


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, VIETNAM)


def end_of(day: date) -> datetime:
    return start_of(day) + timedelta(days=1)


def is_open(banner: dict[str, Any], today: date) -> bool:
    starts, ends = instant(banner.get("starts_at")), instant(banner.get("ends_at"))
    return (not starts or starts <= start_of(today)) and (not ends or end_of(today) <= ends)
