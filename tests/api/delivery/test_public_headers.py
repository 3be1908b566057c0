"""Headers of every public answer: who may read it, who may keep it, and no cookie ever."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse

from tests.api.delivery.world import World, operations
from tests.sizes import SIZES

UNKEYED = json.loads((Path(__file__).parents[2] / "hostile" / "headers.json").read_text("utf-8"))


def all_answers(reader: FlaskClient, world: World, **headers: str) -> list[TestResponse]:
    """A 200, a 304, a 400, a 404 and a 405 of every operation, and unknown paths."""
    asked = [reader.get("/v1/khong-co", headers=headers), reader.get("/feeds/x", headers=headers)]
    for each in operations():
        address = world.addresses[each.name]
        tag = reader.get(address).headers["ETag"]
        asked += [
            reader.get(address, headers=headers),
            reader.get(address, headers={**headers, "If-None-Match": tag}),
            reader.get(f"{address}?x=1", headers=headers),
            reader.get(each.nowhere, headers=headers),
            reader.post(address, headers=headers),
        ]
    return asked


@pytest.mark.parametrize("origin", ["https://xa.gov.vn.evil.com", "null", "http://localhost"])
def test_t43_anybody_may_read_and_nobody_is_echoed(
    reader: FlaskClient, world: World, origin: str
) -> None:
    for answer in all_answers(reader, world, Origin=origin):
        assert answer.headers.getlist("Access-Control-Allow-Origin") == ["*"], answer.request.path
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Origin" not in answer.headers["Vary"]


def test_t43_a_preflight_lets_a_reader_revalidate(reader: FlaskClient, world: World) -> None:
    for each in operations():
        answer = reader.options(
            each.nowhere,
            headers={
                "Origin": "https://example.test",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "If-None-Match",
            },
        )
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "GET" in answer.headers["Access-Control-Allow-Methods"]
        assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"
        assert answer.headers["Access-Control-Max-Age"] == "86400"


def test_a_reader_elsewhere_may_see_what_it_needs(reader: FlaskClient) -> None:
    shown = reader.get("/v1/sites", headers={"Origin": "https://example.test"})

    exposed = set(shown.headers["Access-Control-Expose-Headers"].split(", "))

    assert exposed == {"ETag", "Link", "X-Request-Id", "Retry-After", "RateLimit",
                       "Accept-Ranges", "Content-Range", "Content-Disposition"}  # fmt: skip


def test_t46_no_public_answer_sets_or_depends_on_a_cookie(
    reader: FlaskClient, world: World
) -> None:
    for answer in all_answers(reader, world, Cookie="session=abc; id=1"):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers["Vary"]


def test_t44_headers_that_no_cache_looks_at_change_nothing(
    standing_app: Flask, world: World
) -> None:
    # Behind our own cache, which would hide a difference.
    reader = Client(standing_app.extensions["cache"].app, TestResponse)
    unkeyed = dict([*UNKEYED.items()][: SIZES["T44"].items])
    for each in operations():
        address = world.addresses[each.name]
        plain = reader.get(address, buffered=True)
        for name, value in unkeyed.items():
            answer = reader.get(address, headers={name: value}, buffered=True)
            assert answer.data == plain.data, (each.name, name)
            assert answer.headers["ETag"] == plain.headers["ETag"], (each.name, name)
            assert value not in str(answer.headers), (each.name, name)


def test_every_answer_says_what_it_varies_with(reader: FlaskClient, world: World) -> None:
    for answer in all_answers(reader, world):
        is_error = answer.status_code >= 400
        expected = "Accept-Encoding, Accept-Language" if is_error else "Accept-Encoding"
        assert answer.headers["Vary"] == expected, answer.request.path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_is_told_what_serves(reader: FlaskClient, world: World) -> None:
    for answer in all_answers(reader, world):
        assert answer.headers.get("Server", "") == ""
        assert "X-Powered-By" not in answer.headers


def test_a_request_keeps_the_id_it_came_with(reader: FlaskClient, world: World) -> None:
    for answer in all_answers(reader, world, **{"X-Request-Id": "zalo-7.a_b"}):
        assert answer.headers["X-Request-Id"] == "zalo-7.a_b"


@pytest.mark.parametrize("offered", ["", "a b", "a" * 65, "é", "<script>", "%0d%0a"])
def test_a_request_gets_an_id_when_what_it_brought_may_harm(
    reader: FlaskClient, offered: str
) -> None:
    first = reader.get("/v1", headers={"X-Request-Id": offered})
    second = reader.get("/v1", headers={"X-Request-Id": offered})

    given = {first.headers["X-Request-Id"], second.headers["X-Request-Id"]}

    assert len(given) == 2
    assert offered not in given
