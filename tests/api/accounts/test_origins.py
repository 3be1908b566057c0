"""Who may call the authoring API from where: over which scheme, and from pages of which origin."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import applications
from tests.api.accounts.test_tokens import token_of
from tests.conftest import _release

OURS = "https://soan.xa.example"


@contextmanager
def caller(settings, **changed: Any) -> Iterator[FlaskClient]:
    """Calls an application with other settings."""
    yield applications.opened(replace(settings, **changed)).test_client()
    _release()


@pytest.mark.parametrize(
    ("base", "status"),
    [("http://localhost", 200), ("http://127.0.0.1:8000", 200), ("http://[::1]:8000", 200),
     ("http://portal.test", 403), ("https://portal.test", 200)],
)  # fmt: skip
def test_over_plain_http_this_machine_alone_is_answered(client, editor, base, status) -> None:
    _made, secret = token_of(editor)
    headers = {"Authorization": f"Bearer {secret}", "X-Forwarded-Proto": "https"}

    answer = client.get("/authoring/v1/me", base_url=base, headers=headers)

    assert answer.status_code == status
    assert status == 200 or answer.json["code"] == "https_required"


@pytest.mark.parametrize(
    "origin",
    ["https://soan.xa.example.evil.com", "null", "http://soan.xa.example", "https://xa.example",
     "https://SOAN.xa.example:8443", "*"],
)  # fmt: skip
def test_t43_no_foreign_page_may_read_an_answer_of_authoring(settings, origin: str) -> None:
    with caller(settings, cors_origins=(OURS,)) as client:
        told = client.get("/authoring/v1/me", headers={"Origin": origin})
        ours = client.get("/authoring/v1/me", headers={"Origin": OURS})

    assert "Access-Control-Allow-Origin" not in told.headers
    assert ours.headers["Access-Control-Allow-Origin"] == OURS
    assert "Origin" in ours.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in ours.headers


def test_t43_without_a_list_no_page_of_another_origin_may_read(client) -> None:
    answer = client.get("/authoring/v1/me", headers={"Origin": OURS})

    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_page_of_a_listed_origin_may_ask_with_a_token(settings) -> None:
    asked = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }

    with caller(settings, cors_origins=(OURS,)) as client:
        answer = client.options("/authoring/v1/me", headers={"Origin": OURS, **asked})

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Headers"].lower() == "authorization"


@pytest.mark.parametrize("path", ["/me/x.css", "/me%2f.js", "/me;.png", "/me.css"])
def test_t45_nothing_else_stands_below_an_answer(client, editor, path: str) -> None:
    _made, secret = token_of(editor)

    answer = client.get(f"/authoring/v1{path}", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "private, no-store, no-transform"


@pytest.mark.parametrize(
    ("said", "code"),
    [("https", "not_signed_in"), ("http", "https_required"), ("https, http", "https_required"),
     ("http, https", "not_signed_in"), (None, "https_required")],
)  # fmt: skip
def test_the_scheme_is_what_the_counted_proxy_says(settings, said: str | None, code: str) -> None:
    headers = {"X-Forwarded-Proto": said} if said else {}

    with caller(settings, proxy_hops=1) as client:
        answer = client.get("/authoring/v1/me", base_url="http://portal.test", headers=headers)

    assert answer.json["code"] == code
