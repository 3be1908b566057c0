"""The OpenAPI documents and the files of the reference, as they are served."""

import orjson
import pytest

from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures

FULL = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"
FILES = {
    "/v1/openapi.json": "application/json",
    "/authoring/v1/openapi.json": "application/json",
    "/docs": "text/html; charset=utf-8",
    "/docs/rapidoc-min.js": "text/javascript; charset=utf-8",
    "/docs/docs.css": "text/css; charset=utf-8",
}


@pytest.mark.parametrize(("address", "kind"), FILES.items())
def test_a_file_is_served_with_its_type_and_a_tag(reader, address, kind) -> None:  # noqa: F811
    answer = reader.get(address, headers={"Accept-Encoding": "br"})

    assert answer.status_code == 200
    assert answer.content_type == kind
    is_small = "docs.css" in address
    assert answer.headers.get("Content-Encoding") == (None if is_small else "br")
    assert answer.headers["Cache-Control"] == FULL
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    held = reader.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert held.status_code == 304


@pytest.mark.parametrize("address", FILES)
def test_a_parameter_changes_nothing(reader, address) -> None:  # noqa: F811
    usual, more = reader.get(address), reader.get(f"{address}?v=1&v=2")

    assert (more.status_code, more.data) == (200, usual.data)
    assert more.headers["ETag"] == usual.headers["ETag"]


@pytest.mark.parametrize(
    "name",
    ["README.md", "RAPIDOC-LICENSE.txt", "docs.html", "/", "..%2fdelivery.py",
     "..%2f..%2fsettings.py", "%2e%2e/delivery.py", "rapidoc-min.js%00"],
)  # fmt: skip
def test_nothing_else_is_served_from_there(reader, name) -> None:  # noqa: F811
    answer = reader.get(f"/docs/{name}")

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_the_page_lets_nothing_in_from_elsewhere(reader) -> None:  # noqa: F811
    page = reader.get("/docs")
    policy = dict(part.strip().split(" ", 1) for part in
                  page.headers["Content-Security-Policy"].split(";"))  # fmt: skip

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert b"http://" not in page.data
    assert b"https://" not in page.data
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_both_documents_say_whose_they_are(reader) -> None:  # noqa: F811
    delivery = orjson.loads(reader.get("/v1/openapi.json").data)
    authoring = orjson.loads(reader.get("/authoring/v1/openapi.json").data)

    assert delivery["info"]["title"] == "Cổng Xã: Delivery API"
    assert authoring["info"]["title"] == "Cổng Xã: Authoring API"
    assert not [path for path in delivery["paths"] if path.startswith("/authoring")]
    assert not [path for path in authoring["paths"] if not path.startswith("/authoring")]
    assert delivery["info"]["version"] == authoring["info"]["version"]
