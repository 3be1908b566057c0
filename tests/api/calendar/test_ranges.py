"""Which days and whose entries are asked for: ranges, weeks, officials, and what is refused."""

from datetime import date

import orjson
import pytest
import time_machine

from tests.api.calendar.making import (
    MONDAY,
    SUNDAY,
    TUESDAY,
    entries,
    make_entry,
    make_official,
    titles,
    week,
)
from tests.factories import NOON, make_site


def refused(reader, path: str) -> list[str]:
    answer = reader.get(path)
    assert answer.status_code == 400, answer.data
    return [each["parameter"] for each in orjson.loads(answer.data)["errors"]]


def test_both_days_are_within(reader, site) -> None:
    for title, day in (("trước", "2026-07-12"), ("đầu", MONDAY), ("giữa", TUESDAY),
                       ("cuối", SUNDAY), ("sau", "2026-07-20")):  # fmt: skip
        make_entry(site, title, date=day)

    assert titles(reader, site, to=SUNDAY) == ["đầu", "giữa", "cuối"]
    assert titles(reader, site, to=MONDAY) == ["đầu"]


def test_it_begins_today_in_vietnam_and_goes_on_for_thirty_days(reader, site) -> None:
    for title, day in (("hôm qua", "2026-07-11"), ("hôm nay", "2026-07-12"),
                       ("ngày 30", "2026-08-11"), ("ngày 31", "2026-08-12")):  # fmt: skip
        make_entry(site, title, date=day)

    with time_machine.travel(NOON.replace(hour=17), tick=False):  # 00:00 on the 12th there
        found = reader.get(f"/v1/calendar/entries?site={site.slug}").json["items"]

    assert [each["title"] for each in found] == ["hôm nay", "ngày 30"]


@pytest.mark.parametrize("to", ["2026-07-12", "2026-10-13", "1999-01-01"])
def test_more_than_92_days_or_less_than_one_are_refused(reader, site, to) -> None:
    base = f"/v1/calendar/entries?site={site.slug}&from={MONDAY}"

    assert refused(reader, f"{base}&to={to}") == ["to"]
    assert reader.get(f"{base}&to=2026-10-12").status_code == 200  # the 92nd day


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize("day", ["", "13/07/2026", "2026-7-13", "2026-02-30", "20260713", "nay",
                                 "0000-01-01", "2026-W29"])  # fmt: skip
def test_a_day_is_written_in_one_way(reader, site, name, day) -> None:
    assert refused(reader, f"/v1/calendar/entries?site={site.slug}&{name}={day}") == [name]


@pytest.mark.parametrize("first", ["9999-12-31", "9999-12-01", "0001-01-01"])
def test_the_ends_of_the_calendar_are_no_fault_of_ours(reader, site, first) -> None:
    answer = reader.get(f"/v1/calendar/entries?site={site.slug}&from={first}")

    assert answer.status_code in (200, 400), answer.data


def test_an_official_finds_what_they_chair_or_attend(reader, site) -> None:
    chair, deputy = make_official(site), make_official(site, "Trần Thị Mai")
    make_entry(site, "Một", chair=str(chair.id))
    make_entry(site, "Hai", officials=[str(deputy.id), str(chair.id)])
    make_entry(site, "Ba", officials=[str(deputy.id)])
    make_entry(site, "Bốn", chair="Lê Văn Phúc")

    assert titles(reader, site, official=str(chair.id)) == ["Một", "Hai"]
    assert titles(reader, site, official=str(deputy.id)) == ["Hai", "Ba"]
    days = week(reader, site, official=str(deputy.id))["days"]
    assert [each["title"] for each in days[0]["entries"]] == ["Hai", "Ba"]


@pytest.mark.parametrize("named", ["0197f6a0-0000-7000-8000-000000000001", "ai", "", "0" * 32,
                                   "' OR 1=1 --"])  # fmt: skip
def test_a_filter_that_names_nobody_finds_nothing(reader, site, named) -> None:
    make_entry(site, chair=str(make_official(site).id))

    assert entries(reader, site, official=named) == []
    assert [day["entries"] for day in week(reader, site, official=named)["days"]] == [[]] * 7


def test_a_week_has_seven_days_with_the_moon_and_holidays(reader, site) -> None:
    make_entry(site, "Chủ nhật", date="2026-02-22")

    found = week(reader, site, "2026-W08")

    head = {name: found[name] for name in ("week", "site", "from", "to", "prev", "next")}
    assert head == {"week": "2026-W08", "site": site.slug, "from": "2026-02-16",
                    "to": "2026-02-22", "prev": "2026-W07", "next": "2026-W09"}  # fmt: skip
    days = found["days"]
    assert [each["weekday"] for each in days] == [1, 2, 3, 4, 5, 6, 7]
    assert [set(each) for each in days] == [{"date", "weekday", "holiday", "lunar", "entries"}] * 7
    assert days[0]["lunar"] == {"day": 29, "month": 12, "leap": False, "year": 2025}
    assert days[1]["lunar"] == {"day": 1, "month": 1, "leap": False, "year": 2026}
    assert all(each["holiday"] for each in days[:5])
    assert [each["title"] for each in days[6]["entries"]] == ["Chủ nhật"]
    assert week(reader, site)["days"][0]["holiday"] is None


def test_a_leap_month_says_so(reader, site) -> None:
    found = week(reader, site, "2025-W31")

    assert {(each["lunar"]["month"], each["lunar"]["leap"]) for each in found["days"]} == {
        (6, True)
    }


def test_a_year_may_have_a_53rd_week_and_share_it_with_the_next(reader, site) -> None:
    make_entry(site, "Giao thừa", date="2026-12-31")
    make_entry(site, "Năm mới", date="2027-01-01", start_time="08:00")
    make_entry(site, "Tuần 1", date="2027-01-04")

    found, after = week(reader, site, "2026-W53"), week(reader, site, "2027-W01")

    assert (found["from"], found["to"]) == ("2026-12-28", "2027-01-03")
    assert (found["prev"], found["next"]) == ("2026-W52", "2027-W01")
    assert after["prev"] == "2026-W53"
    told = [each["title"] for day in found["days"] for each in day["entries"]]
    assert told == ["Giao thừa", "Năm mới"]
    assert found["days"][4]["holiday"]
    assert [each["title"] for each in after["days"][0]["entries"]] == ["Tuần 1"]


@pytest.mark.parametrize("name", ["2025-W53", "2026-W00", "2026-W54", "2026-W007", "nay",
                                  "1899-W01", "2201-W01", "0000-W01", "2026-07-13",
                                  "%D9%A2026-W07", "2026-W07%0A"])  # fmt: skip
def test_a_week_that_is_none_is_named(reader, site, name) -> None:
    assert refused(reader, f"/v1/calendar/weeks/{name}?site={site.slug}") == ["week"]


def test_the_first_and_the_last_week_have_one_neighbour(reader, site) -> None:
    assert week(reader, site, "1900-W01")["prev"] is None
    assert week(reader, site, "2200-W52")["next"] is None


def test_with_several_sites_it_must_be_said_which(reader, site) -> None:
    make_entry(make_site(f"{site.slug}-ban"), "Của bạn")

    for path in ("/v1/calendar/entries", "/v1/calendar/weeks/2026-W29"):
        assert reader.get(path).json["code"] == "site_required"
        assert reader.get(f"{path}?site=khong-co").status_code == 404
    assert titles(reader, site) == []


def test_the_week_of_every_day_of_a_year_holds_that_day(reader, site) -> None:
    for day in (date(2026, 1, 1), date(2024, 2, 29), date(2020, 12, 31), date(2027, 1, 3)):
        year, number, weekday = day.isocalendar()
        found = week(reader, site, f"{year}-W{number:02}")
        assert found["days"][weekday - 1]["date"] == day.isoformat()
