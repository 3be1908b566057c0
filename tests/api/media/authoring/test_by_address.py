"""A photo that is fetched from where an editor says that it is."""

import http.server
from collections.abc import Iterator
from typing import Any

import pytest

from api.media.authoring import uploads
from api.publishing.models import Role
from api.runtime.outgoing.client import Client
from tests.api.media import samples
from tests.api.publishing.authoring.desk import Desk, new_key
from tests.api.runtime.strangers import NAME, PUBLIC, Dns, Wires, server
from tests.factories import make_site

JPEG = samples.encoded(samples.picture(400, 300), "JPEG")


class Photos(http.server.BaseHTTPRequestHandler):
    """A server that has one photo at every address."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(JPEG)))
        self.end_headers()
        self.wfile.write(JPEG)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def wires(app, tmp_path) -> Iterator[Wires]:
    """Where the application's own client wants to go."""
    dns = Dns({NAME: [[PUBLIC]], "trong.example": [["169.254.169.254"]]})
    with server(Photos, tmp_path) as (port, trusting):
        found = Wires(port)
        uploads.use(Client(dns.resolve, found, trusting))
        yield found


@pytest.fixture
def author(client, wires: Wires) -> Desk:
    """Somebody who may write."""
    return Desk(client, make_site(), Role.AUTHOR)


def asked(desk: Desk, said: Any, key: str | None = None) -> Any:
    return desk.call("POST", "/media", said, Idempotency_Key=key or new_key())


def test_a_photo_is_fetched_once_and_kept_as_one_that_was_sent(author: Desk, wires: Wires) -> None:
    said, key = (
        {"url": f"https://{NAME}/anh/C%E1%BA%A7u.jpg", "alt": "Cầu", "credit": None},
        new_key(),
    )

    first, again = asked(author, said, key), asked(author, said, key)

    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert (first.json["name"], first.json["alt"], first.json["width"]) == ("Cầu.jpg", "Cầu", 400)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert wires.reached == [PUBLIC]
    other = asked(author, {**said, "alt": "Khác"}, key)
    assert (other.status_code, other.json["code"]) == (422, "idempotency_mismatch")


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({"url": "https://trong.example/anh.jpg"}, "/url", "address_refused"),
        ({"url": "https://127.0.0.1/anh.jpg"}, "/url", "address_refused"),
        ({"url": f"http://{NAME}/anh.jpg"}, "/url", "address_refused"),
        ({"alt": "Cầu"}, "/file", "required"),
        ({"file": "x"}, "/file", "unknown_field"),
        ({"url": 5}, "/url", "invalid_string"),
    ],
)
def test_t40_what_is_not_fetched_is_refused_with_its_place(
    author: Desk, wires: Wires, said: Any, pointer: str, code: str
) -> None:
    answer = asked(author, said)

    assert answer.status_code == 422, answer.text
    (error,) = answer.json["errors"]
    assert (error["pointer"], error["code"], wires.reached) == (pointer, code, [])


def test_a_site_on_which_one_has_no_role_is_asked_for_before_anything_is_fetched(
    author: Desk, wires: Wires
) -> None:
    make_site("tan-lap")

    answer = asked(author, {"url": f"https://{NAME}/a.jpg", "site": "tan-lap"})

    assert (answer.status_code, wires.reached) == (403, [])
