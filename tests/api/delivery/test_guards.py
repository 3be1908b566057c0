"""Every answer of every layer tells browsers what they may not do with it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.http import security_headers
from tests.api.delivery.test_public_headers import all_answers
from tests.api.delivery.world import World

GUARDS = ("X-Content-Type-Options", "Content-Security-Policy", "Permissions-Policy")
PROMISE = "Strict-Transport-Security"
PAGES = ("/", "/index.html", "/bai-viet/khong-co", "/khong-co", "/docs", "/tim-kiem?q=a")
PATHS_OF_PAGES = {path.partition("?")[0] for path in PAGES}
PLAIN = (
    "/styles/index.css",
    "/pages/home.start.js",
    "/docs/rapidoc-min.js",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/feeds/articles.rss",
    "/v1/openapi.json",
    "/healthz",
    "/media/khong-co",
)


@pytest.fixture(scope="module")
def answers(standing_app: Flask, world: World) -> list[TestResponse]:
    """What every layer answers, whatever comes."""
    return list(answers_of_every_layer(standing_app.test_client(), world))


def answers_of_every_layer(reader: FlaskClient, world: World) -> Iterator[TestResponse]:
    yield from all_answers(reader, world)
    for path in (*PAGES, *PLAIN):
        first = reader.get(path, headers={"Accept": "text/html"})
        yield first
        yield reader.get(path, headers={"Accept": "text/html"})  # Kept, where it may be.
        if first.status_code == 200 and "ETag" in first.headers:
            yield reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
        yield reader.options(path)
        yield reader.delete(path)
    yield reader.get("/v1", headers={"Host": "evil.example"})
    yield reader.post("/v1/views", json={"type": "article", "id": str(world.article.id)})
    yield reader.post("/v1/views", json={"type": "article"})


def rules_of(answer: TestResponse) -> dict[str, str]:
    policy = answer.headers["Content-Security-Policy"]
    return dict(re.match(r"(\S+) ?(.*)", each.strip()).groups() for each in policy.split(";"))


def test_t49_every_answer_carries_the_guards_once(answers: list[TestResponse]) -> None:
    seen = set()
    for answer in answers:
        seen.add(answer.status_code)
        for name in GUARDS:
            values = answer.headers.getlist(name)
            assert len(values) == 1, (answer.request.method, answer.request.path, name)
        assert rules_of(answer)["default-src"] == "'none'"
        assert PROMISE not in answer.headers
    assert seen >= {200, 204, 304, 400, 404, 405}


def test_what_is_no_page_may_load_nothing_and_be_framed_nowhere(
    answers: list[TestResponse],
) -> None:
    for answer in answers:
        if answer.request.path not in PATHS_OF_PAGES and "/media/" not in answer.request.path:
            assert answer.headers["Content-Security-Policy"] == security_headers.NOTHING


def test_only_attributes_of_the_reference_may_be_styled_inline(answers: list[TestResponse]) -> None:
    for answer in answers:
        unsafe = {name for name, value in rules_of(answer).items() if "unsafe" in value}
        expected = {"style-src-attr"} if answer.request.path == "/docs" else set()
        assert unsafe <= expected, answer.request.path

    [page, *_] = [each for each in answers if each.request.path == "/docs"]
    assert rules_of(page)["style-src-attr"] == "'unsafe-inline'"


def test_a_permission_is_nobodys() -> None:
    policy = dict(security_headers.headers())["Permissions-Policy"]

    assert {each.strip().partition("=")[2] for each in policy.split(",")} == {"()"}
    assert "geolocation=()" in policy
