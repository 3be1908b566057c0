"""What fails inside is told to nobody outside, and the log holds nobody's secrets."""

import io
import logging
import subprocess

import apsw
import orjson
import peewee
import pytest
from flask import Flask, Response
from marshmallow import ValidationError

from api import preparation
from api.runtime.errors import ApiError
from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.applications import with_own_routes

SECRET = "S3CR3T-/srv/var/congxa.db"
RAISED = (
    ValueError(SECRET),
    KeyError(SECRET),
    IndexError(SECRET),
    TypeError(SECRET),
    AttributeError(SECRET),
    RuntimeError(SECRET),
    AssertionError(SECRET),
    NotImplementedError(SECRET),
    ZeroDivisionError(SECRET),
    RecursionError(SECRET),
    MemoryError(SECRET),
    OSError(71, "protocol error", SECRET),
    FileNotFoundError(2, "none", SECRET),
    TimeoutError(SECRET),
    UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, "bad"),
    subprocess.CalledProcessError(1, ["cat", SECRET]),
    apsw.SQLError(f'SELECT "{SECRET}"'),
    peewee.ProgrammingError(f'SELECT "{SECRET}" FROM "article"'),
    peewee.OperationalError(f"no such table: {SECRET}"),
    peewee.IntegrityError(f"duplicate key {SECRET}"),
    ValidationError(SECRET),
    ApiError(extra={}),
)


@pytest.fixture(scope="module")
def failing(standing_app: Flask) -> Flask:  # noqa: F811 - the fixture of that name
    """The application with views that raise whatever can be raised."""
    with_own_routes(standing_app)
    standing_app.add_url_rule("/v1/broken/raise/<int:number>", "raise", _raise)
    standing_app.add_url_rule("/v1/broken/answer", "answer", lambda: 1 // 0)
    standing_app.add_url_rule("/v1/broken/type", "type", lambda: object())
    standing_app.add_url_rule(
        "/v1/broken/header", "header", lambda: Response(headers={"a": "b\nc"})
    )
    return standing_app


def _raise(number: int) -> str:
    raise RAISED[number]


@pytest.fixture
def client(failing):
    return failing.test_client()


def problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.data
    assert answer.content_type == "application/problem+json"
    return orjson.loads(answer.data)


@pytest.mark.parametrize("number", range(len(RAISED)))
def test_t72_what_fails_inside_is_not_told_outside(client, number) -> None:
    answer = client.get(f"/v1/broken/raise/{number}", headers={"X-Request-Id": "find-me"})

    found = problem(answer, 500)
    assert found == {
        "type": "urn:congxa:problem:internal_error",
        "title": "Internal server error",
        "status": 500,
        "detail": "Something went wrong on our side.",
        "code": "internal_error",
    }
    assert SECRET not in str(answer.headers)
    assert answer.headers["X-Request-Id"] == "find-me"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("view", ["answer", "type", "header"])
def test_t72_a_view_that_makes_no_answer_is_a_500(client, view) -> None:
    assert problem(client.get(f"/v1/broken/{view}"), 500)["code"] == "internal_error"


@pytest.fixture
def log():
    """What the program writes to its log, as `congxa serve` sets it up."""
    root, written = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    root.handlers[:] = []  # else those of pytest are closed
    preparation.log_to_stderr("info")
    root.handlers[0].setStream(written)
    yield lambda: written.getvalue().splitlines()
    root.handlers[:] = before
    root.setLevel(level)


def test_t72_the_log_names_the_request_and_none_of_its_secrets(client, log) -> None:
    client.get(
        "/v1/broken/raise/0",
        headers={
            "X-Request-Id": "find-me",
            "Authorization": "Bearer T0K3N",
            "Cookie": "session=C00KIE",
            "User-Agent": "Mozilla Zalo",
            "X-Password": "P4SSWORD",
        },
        environ_base={"REMOTE_ADDR": "203.0.113.9"},
    )

    (line,) = log()
    assert "[find-me]" in line
    assert SECRET in line
    for kept_out in ("T0K3N", "C00KIE", "P4SSWORD", "Zalo", "203.0.113.9"):
        assert kept_out not in line


def test_t72_a_line_break_from_outside_begins_no_line_of_the_log(client, log) -> None:
    logging.getLogger("api").warning("asked for %s", "a\r\n2026-01-01 INFO forged [x] line")
    client.get(
        "/v1/broken/raise/0?a%0d%0aforged=1",
        headers={"User-Agent": "a\x0bforged", "X-Request-Id": "a%0d%0aforged"},
    )

    lines = log()
    assert len(lines) == 2
    assert not any(line.startswith(("2026-01-01 INFO forged", "forged")) for line in lines)
