"""Public files over HTTP: kept for good by whoever has one, refused without a trace before."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.media import commands as media
from api.media import queries
from api.media.models import Media
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.config import config, configure
from tests.api.media import samples
from tests.factories import NOON, make_article, make_site


@pytest.fixture
def kept(app: Any) -> Media:
    """A kept photo that nothing shows yet."""
    return media.keep_image(samples.encoded(samples.picture(), "JPEG"), NOON)


@pytest.fixture
def article(kept: Media) -> Document:
    """The draft of an article with the photo."""
    return make_article(make_site(), published=False, cover={"media": kept.id, "alt": "Cầu"})


def fetch(client: FlaskClient, path: str, **headers: str) -> Any:
    """A response that was read to its end."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = client.get(path, headers=named)
    response.get_data()
    response.close()
    return response


def paths(kept: Media) -> list[str]:
    return [f"/media/{key}" for key in kept.public_keys]


def refused(client: FlaskClient, path: str) -> None:
    response = fetch(client, path)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "application/problem+json"
    assert response.json["code"] == "media_not_found"


def test_t21_a_file_is_there_only_while_it_is_public(
    client: FlaskClient, kept: Media, article: Document
) -> None:
    for path in paths(kept):
        refused(client, path)

    commands.publish(article, OPERATOR, NOON)
    assert {fetch(client, path).status_code for path in paths(kept)} == {200}
    refused(client, f"/media/{kept.key}")

    commands.withdraw(article, OPERATOR, NOON + timedelta(days=1), Withdrawal("error"))
    for path in [*paths(kept), f"/media/{kept.key}"]:
        refused(client, path)


def test_t21_what_nginx_sends_is_there_only_while_it_is_public(
    client: FlaskClient, kept: Media, article: Document
) -> None:
    configure(replace(config(), accel_prefix="/_media/"))
    commands.publish(article, OPERATOR, NOON)
    path = paths(kept)[0]
    key = path.removeprefix("/media/")

    sent = fetch(client, path)
    commands.withdraw(article, OPERATOR, NOON + timedelta(days=1), Withdrawal("error"))

    assert sent.headers["X-Accel-Redirect"] == f"/_media/{key[:2]}/{key}"
    assert sent.data == b""
    refused(client, path)


def test_t03_it_is_served_as_what_it_is_and_can_do_nothing(
    client: FlaskClient, kept: Media, article: Document
) -> None:
    commands.publish(article, OPERATOR, NOON)
    types = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}

    for path in paths(kept):
        response = fetch(client, path)
        key = path.removeprefix("/media/")
        assert response.content_type == types[key.rpartition(".")[2]]
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["Surrogate-Key"] == f"media:{key}"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response.headers["ETag"] == f'"{key}"'
        assert response.headers["Accept-Ranges"] == "bytes"
        assert "Set-Cookie" not in response.headers
        assert response.data == queries.store().public_path(key).read_bytes()
        assert response.content_length == len(response.data)


def test_it_answers_validators_ranges_and_head(
    client: FlaskClient, kept: Media, article: Document
) -> None:
    commands.publish(article, OPERATOR, NOON)
    path = paths(kept)[0]
    whole = fetch(client, path)
    tag = whole.headers["ETag"]

    same = fetch(client, path, If_None_Match=tag)
    other = fetch(client, path, If_None_Match='"x"')
    part = fetch(client, path, Range="bytes=2-5")
    still = fetch(client, path, Range="bytes=2-5", If_Range=tag)
    changed = fetch(client, path, Range="bytes=2-5", If_Range='"x"')
    beyond = fetch(client, path, Range="bytes=99999999-")
    head = client.head(path, headers={"Range": "bytes=2-5"})
    head.close()

    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", tag)
    assert other.status_code == 200
    assert (part.status_code, part.data) == (206, whole.data[2:6])
    assert part.headers["Content-Range"] == f"bytes 2-5/{len(whole.data)}"
    assert (still.status_code, still.data) == (206, whole.data[2:6])
    assert (changed.status_code, changed.data) == (200, whole.data)
    assert (beyond.status_code, beyond.json["code"]) == (416, "range_not_satisfiable")
    assert beyond.headers["Content-Range"] == f"bytes */{len(whole.data)}"
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.data))


ASTRAY = (
    "..%2f..%2fprivate",
    "%c0%ae%c0%ae",
    "....%2f%2f",
    "%2fetc%2fpasswd",
    "a%00.jpg",
    "0" * 40,
    "0" * 40 + ".svg",
    "0" * 40 + ".jpg%00.png",
    "A" * 40 + ".jpg",
    "٠" * 40 + ".jpg",
    "x" * 5_000,
)


def test_t13_it_finds_nothing_under_any_other_name(client: FlaskClient) -> None:
    for key in ASTRAY:
        response = client.get(f"/media/{key}")

        assert response.status_code == 404, key
        assert response.content_type == "application/problem+json"


def test_it_looks_at_no_parameter(client: FlaskClient, kept: Media, article: Document) -> None:
    commands.publish(article, OPERATOR, NOON)
    path = paths(kept)[0]

    usual, more = fetch(client, path), fetch(client, f"{path}?size=1&size=2&v=%FF")

    assert (more.status_code, more.data) == (200, usual.data)
    assert more.headers["ETag"] == usual.headers["ETag"]


def test_a_file_withdrawn_at_this_moment_is_not_found(
    client: FlaskClient, kept: Media, article: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.publish(article, OPERATOR, NOON)
    key = kept.public_keys[0]
    path = queries.store().public_path(key)
    monkeypatch.setattr(queries, "get_public_file", lambda _key: path)
    queries.store().withdraw([key])

    refused(client, f"/media/{key}")
