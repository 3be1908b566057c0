"""Errors have one shape (RFC 9457) from every layer, in two languages."""

import errno
import os

import orjson
import pytest
from flask import Flask, abort
from marshmallow import fields

from api.http.schemas.base import Schema
from api.http.schemas.fields import Integer, Line
from api.http.smorest import Blueprint
from api.runtime.errors import ApiError
from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.applications import with_own_routes

STATUSES = {400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
            413: "payload_too_large", 415: "unsupported_media_type", 422: "invalid_content",
            429: "too_many_requests", 500: "internal_error", 503: "unavailable",
            418: "bad_request", 502: "internal_error"}  # fmt: skip


class LetterSchema(Schema):
    """A body for the layers that read one."""

    title = Line(required=True, longest=10)
    pages = Integer()
    parts = fields.List(fields.Nested(Schema.from_dict({"name": Line(required=True)})))


@pytest.fixture(scope="module")
def broken(standing_app: Flask) -> Flask:  # noqa: F811 - the fixture of that name
    """The application with views that fail in every way."""
    blp = Blueprint("broken", __name__)

    @blp.post("/v1/broken/letters")
    @blp.arguments(LetterSchema)
    def post_letter(letter: dict) -> str:
        return ""

    with_own_routes(standing_app).register_blueprint(blp)
    standing_app.add_url_rule(
        "/v1/broken/status/<int:status>", "status", lambda status: abort(status)
    )
    standing_app.add_url_rule("/v1/broken/disk/<int:number>", "disk", fail_as_a_disk)
    return standing_app


def fail_as_a_disk(number: int) -> str:
    raise OSError(number, os.strerror(number), "/srv/secret")


@pytest.fixture
def client(broken):
    return broken.test_client()


def problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.data
    assert answer.content_type == "application/problem+json"
    found = orjson.loads(answer.data)
    assert found["status"] == status
    assert found["type"] == f"urn:congxa:problem:{found['code']}"
    return found


@pytest.mark.parametrize(("status", "code"), STATUSES.items())
def test_every_status_has_one_shape_in_two_languages(client, status, code) -> None:
    answers = {
        language: client.get(f"/v1/broken/status/{status}", headers={"Accept-Language": language})
        for language in ("en", "vi")
    }

    english, vietnamese = (problem(each, status) for each in answers.values())
    assert english["code"] == vietnamese["code"] == code
    assert english["title"] != vietnamese["title"]
    assert english["detail"] != vietnamese["detail"]
    assert {each.headers["Content-Language"] for each in answers.values()} == {"en", "vi"}


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        (errno.ENOSPC, 507, "storage_full"),
        (errno.EDQUOT, 507, "storage_full"),
        (errno.EROFS, 503, "storage_unavailable"),
        (errno.EACCES, 503, "storage_unavailable"),
        (errno.EIO, 503, "storage_unavailable"),
        (errno.ENOENT, 500, "internal_error"),
    ],
)
def test_a_disk_that_fails_under_a_request_is_told_without_its_paths(
    client, number: int, status: int, code: str
) -> None:
    answer = client.get(f"/v1/broken/disk/{number}", headers={"Accept-Language": "vi"})

    assert problem(answer, status)["code"] == code
    assert b"secret" not in answer.data
    assert answer.headers.get("Retry-After") == ("2" if status == 503 else None)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("*", "en"), ("fr", "en"), ("vi", "vi"), ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
     ("en-GB,en;q=0.9,vi;q=0.8", "en"), ("vi;q=0", "en"), ("en;q=0.1, vi;q=0.2", "vi"),
     ("VI-vn", "vi"), ("\x00", "en")],
)  # fmt: skip
def test_the_language_is_the_one_asked_for(client, accepted, language) -> None:
    answer = client.get("/v1/khong-co", headers={"Accept-Language": accepted.strip("\x00")})

    assert answer.headers["Content-Language"] == language


def test_every_refusal_of_the_program_has_its_own_words() -> None:
    kinds = [*_subclasses(ApiError)]
    told = {(kind.title_vi, kind.detail_vi) for kind in kinds}

    assert len(kinds) > 20
    assert all(kind.title_vi != kind.title and kind.detail_vi != kind.detail for kind in kinds)
    assert all(kind.status >= 400 and kind.code.replace("_", "").islower() for kind in kinds)
    assert len(told) > 15


def _subclasses(kind: type[ApiError]) -> set[type[ApiError]]:
    return {kind}.union(*(_subclasses(each) for each in kind.__subclasses__()))


@pytest.mark.parametrize(
    "path",
    ["/khong-co", "/v1/khong-co", "/v1/khong-co/", "/v1//articles", "/V1", "/v1/articles.json",
     "/v1;a=b", "/feeds/x", "/docs/x", "/authoring/v1/khong-co", "/%00", "/%FF", "/a%0d%0ab"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_an_unknown_path_is_404_whatever_is_done_to_it(client, path, method) -> None:
    assert problem(client.open(path, method=method), 404)["code"] == "not_found"


def test_a_method_is_refused_with_those_that_are_allowed(client) -> None:
    answer = client.get("/v1/broken/letters")

    assert problem(answer, 405)["code"] == "method_not_allowed"
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "", "json",
     "multipart/form-data; boundary=x", "application/jsonp"],
)  # fmt: skip
def test_a_body_that_does_not_say_it_is_json_is_415(client, kind) -> None:
    answer = client.post("/v1/broken/letters", data=b'{"title":"a"}', content_type=kind)

    assert problem(answer, 415)["code"] == "unsupported_media_type"


@pytest.mark.parametrize("body", [b"{", b"", b"\xff\xfe", b"[1,]", b'{"title":}'])
def test_a_body_that_is_no_json_is_400_or_lacks_what_it_needs(client, body) -> None:
    answer = client.post("/v1/broken/letters", data=body, content_type="application/json")

    assert problem(answer, 422 if body == b"" else 400)


def test_a_body_that_breaks_its_schema_is_422_and_says_where(client) -> None:
    body = {"title": "x" * 11, "pages": "١٢", "parts": [{"name": "a"}, {}], "role": "admin"}
    said = {}
    for language in ("en", "vi"):
        headers = {"Accept-Language": language}
        found = problem(client.post("/v1/broken/letters", json=body, headers=headers), 422)
        said[language] = {
            each["pointer"]: (each["code"], each["detail"]) for each in found["errors"]
        }

    assert said["en"] == {
        "/title": ("too_long", "Longer than maximum length 10."),
        "/pages": ("invalid_integer", "Not a valid integer."),
        "/parts/1/name": ("required", "Missing data for required field."),
        "/role": ("unknown_field", "Unknown field."),
    }
    assert said["vi"] == {
        "/title": ("too_long", "Dài hơn 10 ký tự."),
        "/pages": ("invalid_integer", "Phải là số nguyên."),
        "/parts/1/name": ("required", "Bắt buộc phải có."),
        "/role": ("unknown_field", "Không có trường này."),
    }


def test_a_body_that_is_too_large_is_413(client, broken) -> None:
    body = b'{"title":"' + b"x" * broken.config["MAX_CONTENT_LENGTH"] + b'"}'

    answer = client.post("/v1/broken/letters", data=body, content_type="application/json")

    assert problem(answer, 413)["code"] == "payload_too_large"
