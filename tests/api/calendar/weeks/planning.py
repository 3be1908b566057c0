"""Weeks as those write them who plan them."""

from typing import Any

from werkzeug.test import TestResponse

from tests.api.calendar.making import MONDAY, WEEK
from tests.api.publishing.authoring.desk import Desk

AT = f"/calendar/weeks/{WEEK}"


def read(desk: Desk, at: str = AT) -> Any:
    """The week, with its tag as `etag`."""
    answer = desk.call("GET", at)
    assert answer.status_code == 200, answer.text
    return {**answer.json, "etag": answer.headers["ETag"]}


def send(desk: Desk, week: Any, entries: list[dict[str, Any]], at: str = AT) -> TestResponse:
    """The week as a set of entries, written on what was read."""
    return desk.call("PUT", at, {"entries": entries}, If_Match=week["etag"])


def plan(desk: Desk, week: Any, *entries: dict[str, Any]) -> Any:
    """The same, which must succeed; the week after it."""
    answer = send(desk, week, list(entries))
    assert answer.status_code == 200, answer.text
    return {**answer.json, "etag": answer.headers["ETag"]}


def publish(desk: Desk, week: Any, at: str = AT, **how: Any) -> TestResponse:
    """Publish the week."""
    return desk.call("PUT", f"{at}/publication", how, If_Match=week["etag"])


def released(desk: Desk, week: Any, **how: Any) -> Any:
    """The same, which must succeed; the week after it."""
    answer = publish(desk, week, **how)
    assert answer.status_code == 200, answer.text
    return {**answer.json, "etag": answer.headers["ETag"]}


def entry(title: str, **content: Any) -> dict[str, Any]:
    """A new entry, on the Monday unless told otherwise."""
    return {"title": title, "date": MONDAY, **content}


def kept(week: Any) -> dict[str, dict[str, Any]]:
    """What a week holds as it is sent back, by title."""
    return {
        each["content"]["title"]: {"id": each["id"], **each["content"]} for each in week["entries"]
    }


def statuses(week: Any) -> dict[str, str]:
    """The status of each entry by its title, as readers see a week."""
    return {each["title"]: each["status"] for day in week["days"] for each in day["entries"]}
