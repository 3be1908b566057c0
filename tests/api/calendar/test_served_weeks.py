"""A week through the real server: copied, changed, published by one of many, and changed again."""

import http.client
import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.accounts import commands
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.calendar.weeks.planning import kept, statuses
from tests.api.publishing.authoring.desk import new_key
from tests.api.publishing.authoring.test_writers import Answer, crowd
from tests.factories import make_site

WEEK, NEXT = "2031-W29", "2031-W30"
MONDAY, NEXT_TUESDAY = "2031-07-14", "2031-07-22"
AT = f"/calendar/weeks/{NEXT}"
CANCELLED = "[Hủy] Đi cơ sở"
WRITERS = 8


@pytest.fixture
def secret(database: str) -> str:
    """The token of a publisher of the only site, where one may publish alone."""
    by: tuple[Any, datetime] = OPERATOR, clock.now()
    account = commands.create_account("lich@yenhoa.example", "Văn phòng", None, by)
    commands.grant(account, Role.PUBLISHER, make_site(two_person_rule=False).id, by)
    return commands.create_token(account, "Bàn làm việc", 1, by)[1]


def public(url: str) -> tuple[dict[str, str], dict[str, str]]:
    """Each entry of the week with its status, as readers and their calendars see it."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)) as connection:
        connection.request("GET", f"/v1/calendar/weeks/{NEXT}")
        week = json.loads(connection.getresponse().read())
        connection.request("GET", "/v1/calendar.ics")
        file = connection.getresponse().read().decode().replace("\r\n ", "")
    events = [event.splitlines() for event in file.split("BEGIN:VEVENT")[1:]]
    facts = [dict(line.split(":", 1) for line in each if ":" in line) for each in events]
    return statuses(week), {each["SUMMARY"]: each["STATUS"] for each in facts}


def won(answers: list[Answer]) -> dict[str, Any]:
    """The week after the one that got through; the others were told that theirs is an older one."""
    assert sorted(each[0] for each in answers) == [200] + [412] * (WRITERS - 1)
    assert {json.loads(body)["code"] for status, body, _ in answers if status == 412} == {
        "stale_week"
    }
    return next(week_of(each) for each in answers if each[0] == 200)


def week_of(answer: Answer) -> dict[str, Any]:
    status, body, headers = answer
    assert status in {200, 201}, body
    return {**json.loads(body), "etag": headers["etag"]}


def test_f11_of_many_who_write_or_publish_a_week_one_does_and_it_is_seen(served, secret) -> None:
    with served() as server, crowd(server.url, secret, WRITERS) as at_once:
        first = week_of(at_once("GET", f"/calendar/weeks/{WEEK}")[0])
        said = [{"title": title, "date": MONDAY} for title in ("Họp", "Đi cơ sở")]
        put(at_once, f"/calendar/weeks/{WEEK}", first, said)
        key = new_key()
        copies = at_once("POST", f"{AT}/copy", {"from": WEEK}, Idempotency_Key=key)
        week = week_of(copies[0])
        assert {(each[0], each[1]) for each in copies} == {copies[0][:2]}
        assert set(kept(week)) == {"Họp", "Đi cơ sở"}

        planned = [*kept(week).values(), {"title": "Dự lễ", "date": NEXT_TUESDAY}]
        week = put(at_once, AT, week, planned)
        assert public(server.url) == ({}, {})
        week = publish(at_once, week)
        assert public(server.url) == (
            {"Họp": "scheduled", "Đi cơ sở": "scheduled", "Dự lễ": "scheduled"},
            dict.fromkeys(("Họp", "Đi cơ sở", "Dự lễ"), "CONFIRMED"),
        )

        own = kept(week)
        changed = {**own["Họp"], "location": "Hội trường"}
        new = {"title": "Họp bất thường", "date": NEXT_TUESDAY}
        publish(at_once, put(at_once, AT, week, [changed, own["Dự lễ"], new]))
        seen, events = public(server.url)
        assert seen == {
            "Họp": "changed", "Đi cơ sở": "cancelled", "Dự lễ": "scheduled",
            "Họp bất thường": "added",
        }  # fmt: skip
        assert [name for name, status in events.items() if status == "CANCELLED"] == [CANCELLED]


def put(at_once: Callable[..., list[Answer]], at: str, week: Any, entries: Any) -> dict[str, Any]:
    return won(at_once("PUT", at, {"entries": entries}, If_Match=week["etag"]))


def publish(at_once: Callable[..., list[Answer]], week: Any) -> dict[str, Any]:
    return won(at_once("PUT", f"{AT}/publication", {}, If_Match=week["etag"]))
