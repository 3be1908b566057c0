"""A view that a page sends is counted once a window, whatever is sent besides."""

from datetime import timedelta

import orjson
import pytest
from werkzeug.test import Client, TestResponse

from api.views.beacon import Beacon
from tests.api.views.beacons import body, fold, view, views_of
from tests.factories import NOON, make, make_site


def test_it_counts_a_view_once_it_is_folded(client, article) -> None:
    answer = view(client, article)
    before = views_of(article)
    fold()

    assert (answer.status_code, answer.data) == (204, b"")
    assert (before, views_of(article)) == (0, 1)
    assert client.get(f"/v1/views?ids={article.id}").json == {
        "items": [{"id": str(article.id), "views": 1}],
        "window_minutes": 30,
    }


def test_it_counts_notices_too(client, article) -> None:
    notice = make("notice", make_site("khac"), title="Lịch tiếp dân")

    view(client, notice)
    fold()

    assert views_of(notice, article) == [1, 0]


def test_it_counts_a_visitor_once_a_window(client, article, clock) -> None:
    for minutes in (0, 1, 29, 30, 45):
        clock.move_to(NOON + timedelta(minutes=minutes))
        view(client, article)
        fold()

    assert views_of(article) == 2


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "text/plain;x=y"])
def test_it_takes_json_under_both_names(client, article, content_type) -> None:
    answer = client.post("/v1/views", data=body(article), content_type=content_type,
                         headers={"User-Agent": "Mozilla/5.0"})  # fmt: skip
    fold()

    assert answer.status_code == 204
    assert views_of(article) == 1


@pytest.mark.parametrize(
    ("data", "content_type", "status", "code"),
    [
        (b"", "application/json", 400, "bad_request"),
        (b"{", "text/plain", 400, "bad_request"),
        (b"\xff", "text/plain", 400, "bad_request"),
        (b'"\\ud800"', "text/plain", 400, "bad_request"),
        (b"[" * 200, "text/plain", 400, "bad_request"),
        (b"[]", "text/plain", 422, "invalid_content"),
        (b"{}", "text/plain", 422, "invalid_content"),
        (b'{"type":"page","id":"%s"}', "text/plain", 422, "invalid_content"),
        (b'{"type":["article"],"id":"%s"}', "text/plain", 422, "invalid_content"),
        (b'{"type":"article","id":"1"}', "text/plain", 422, "invalid_content"),
        (b'{"type":"article","id":{"$ne":0}}', "text/plain", 422, "invalid_content"),
        (b'{"type":"article","id":"%s","views":9}', "text/plain", 422, "invalid_content"),
        (b'{"type":"article","id":"%s"}' + b" " * 256, "text/plain", 413, "payload_too_large"),
        (b'{"type":"article","id":"%s"}', "text/html", 415, "unsupported_media_type"),
        (b'{"type":"article","id":"%s"}', None, 415, "unsupported_media_type"),
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_view(client, article, data, content_type, status, code) -> None:
    sent = data.replace(b"%s", str(article.id).encode())

    answer = client.post("/v1/views", data=sent, content_type=content_type)
    fold()

    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert orjson.loads(answer.data)["code"] == code
    assert views_of(article) == 0


def test_it_answers_the_same_in_front_of_flask_and_behind(app, client, article) -> None:
    beacon = app.extensions["cache"].app
    assert isinstance(beacon, Beacon)

    usual = view(Client(beacon, TestResponse), article)
    behind = view(Client(beacon.app, TestResponse), article)

    assert plain(usual) == plain(behind)
    assert usual.headers["Access-Control-Allow-Origin"] == "*"
    assert usual.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in usual.headers


def plain(answer: TestResponse) -> tuple:
    return answer.status_code, answer.data, sorted(answer.headers)


def test_it_refuses_parameters(client, article) -> None:
    answer = client.post(f"/v1/views?id={article.id}", data=body(article),
                         content_type="text/plain")  # fmt: skip

    assert answer.status_code == 400


def test_a_view_changes_no_content_and_no_tag(client, article) -> None:
    address = f"/v1/articles/{article.id}"
    before = client.get(address)
    changes = client.get("/v1").headers["ETag"]

    view(client, article)
    fold()

    after = client.get(f"{address}?&")  # kept by nobody yet
    assert after.json["views"] == 1
    assert after.headers["ETag"] == before.headers["ETag"]
    assert client.get("/v1").headers["ETag"] == changes


def test_t47_a_view_for_another_host_is_refused(client, article) -> None:
    answer = view(client, article, headers={"Host": "evil.test"})
    fold()

    assert answer.status_code == 400
    assert views_of(article) == 0
