"""What the log says of a request, and in which form; who may open something with it is not told."""

import json
import logging
import sys
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from api.http.watched import logs, traces
from api.settings import Settings
from tests import applications
from tests.api.operations.test_metrics import closed  # noqa: F401 - a fixture
from tests.factories import make_site

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"


@pytest.mark.parametrize(
    "text",
    [
        f"congxa_{SECRET}",
        f"congxa_session_{SECRET}",
        "Authorization: Bearer Zm9vYmFyYmF6",
        "Cookie: __Host-congxa=Zm9vYmFyYmF6; other",
        "postgresql://congxa:Zm9vYmFyYmF6@db/congxa",
        "postgresql://congxa:a,b&c@d;Zm9vYmFyYmF6@db/congxa",
        "dbname=congxa password='Zm9vYmFyYmF6 '",
        "CONGXA_SECRET_KEY=Zm9vYmFyYmF6",
        "CONGXA_SECRET_KEY_FALLBACKS=YmFy,Zm9vYmFyYmF6",
        "CONGXA_METRICS_TOKEN=Zm9vYmFyYmF6",
        "AGE-SECRET-KEY-1Zm9vYmFyYmF6",
        f"/authoring/v1/previews/{SECRET}",
        f"https://x.vn/desk/moi#{SECRET}",
    ],
)
def test_t72_whatever_holds_a_token_is_masked_in_every_form(text: str) -> None:
    record = logging.LogRecord("a", logging.INFO, "b", 1, "asked: %s", (text,), None)
    record.request_id = "1"

    for written in logs.FORMATS:
        line = logs.formatter(written).format(record)
        assert "Zm9vYmFyYmF6" not in line
        assert logs.MASK in line


@pytest.mark.parametrize(
    "text",
    [
        "/v1/articles/0198c0de-7b1a-7c3e-8000-000000000001",
        "/media/0123456789abcdef0123456789abcdef01234567.jpg",
        "its head: 265:76394a797fd45e6cc5326dbd10d1f7d412867d852bc200198ccbda1e6bc1403d",
        "http://127.0.0.1:8000/bai-viet/khanh-thanh",
        "made a new database at postgresql://congxa@db/congxa_yen_hoa",
    ],
)
def test_what_opens_nothing_is_told(text: str) -> None:
    assert logs.masked(text) == text


def test_a_record_is_one_object_a_line(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("hai\ndòng")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("api.x", logging.ERROR, "b", 1, "lỗi\n%s", ("này",), error)

    line = logs.formatter("json").format(record)

    said = json.loads(line)
    assert "\n" not in line
    assert {"time", "level", "logger", "request_id", "message", "exception"} == set(said)
    assert (said["level"], said["message"]) == ("error", "lỗi\nnày")


@pytest.mark.parametrize(
    "offered",
    ["", "nonsense", PARENT.upper(), f"ff{PARENT[2:]}", f"00-{'0' * 32}-00f067aa0ba902b7-01",
     f"00-{TRACE}-{'0' * 16}-01", PARENT + "1", PARENT[:-1]],
)  # fmt: skip
def test_a_trace_that_is_none_is_passed_over(offered: str) -> None:
    assert traces.accepted(offered) is None
    assert traces.trace_of(offered) is None


def test_an_access_is_told_without_who_it_was_and_what_they_looked_for(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    client: FlaskClient = applications.opened(replace(settings, access_log=True)).test_client()
    make_site()
    asked = {"User-Agent": "Máy của Hoa", "X-Request-Id": "abc", "traceparent": PARENT}

    with caplog.at_level(logging.INFO, "congxa.access"):
        answers = [client.get("/v1/sites?limit=3", headers=asked) for _ in range(2)]

    for answer in answers:
        trace, span = answer.headers["traceparent"].split("-")[1:3]
        assert trace == TRACE
        assert span != "00f067aa0ba902b7"
    records = [each for each in caplog.records if each.name == "congxa.access"]
    assert [each.fields["from_cache"] for each in records] == [False, True]
    for each in records:
        said = json.loads(logs.formatter("json").format(each))
        wanted = {"method": "GET", "path": "/v1/sites", "status": 200, "operation": "list_sites"}
        assert wanted.items() <= said.items()
        assert (said["request_id"], said["trace_id"]) == ("abc", TRACE)
        assert not {"Hoa", "limit", "127.0.0.1"} & set(logs.formatter("json").format(each).split())
        assert "Hoa" not in json.dumps(said, ensure_ascii=False)


def test_nobody_is_told_of_a_trace_that_was_not_begun(client: FlaskClient) -> None:
    assert "traceparent" not in client.get("/v1/sites").headers
