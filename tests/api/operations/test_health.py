"""/healthz says that the process answers, /readyz whether it can do its work, neither says more."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from api.core import db
from api.media import queries as media

WELL = {"database": "ok", "schema": "ok", "media": "ok"}


def test_it_is_well(client: FlaskClient) -> None:
    for path, body in (
        ("/healthz", {"status": "ok"}),
        ("/readyz", {"status": "ok", "checks": WELL}),
    ):
        response = client.get(path)

        assert response.status_code == 200
        assert response.json == body
        assert response.headers["Cache-Control"] == "no-store"
        assert client.get(f"{path}?x=1&x=2").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("name", [None, "", "10.0.0.5:8000", "evil.example", ".", "a b", "x" * 300])
def test_any_name_may_ask_for_it_and_none(client: FlaskClient, path: str, name: str | None) -> None:
    environ = EnvironBuilder(path).get_environ()
    environ.pop("HTTP_HOST")
    if name is not None:
        environ["HTTP_HOST"] = name

    _body, status, _headers = run_wsgi_app(client.application, environ)

    assert status == "200 OK"


def lose_the_database() -> None:
    db.close()
    db.connect("postgresql://127.0.0.1:9/secret-name")


def lose_a_migration() -> None:
    db.execute("DELETE FROM migration WHERE name = '0001_initial'")


def meet_a_newer_version() -> None:
    db.execute("INSERT INTO migration (name, applied) VALUES ('0999_later', '2030-01-01')")


def lose_the_media() -> None:
    shutil.rmtree(media.store().root)


@pytest.mark.parametrize(
    ("spoil", "failed"),
    [
        (lose_the_database, {"database", "schema"}),
        (lose_a_migration, {"schema"}),
        (meet_a_newer_version, {"schema"}),
        (lose_the_media, {"media"}),
    ],
)
def test_it_says_what_is_missing_and_why_only_in_the_log(
    client: FlaskClient, spoil: Callable[[], None], failed: set[str]
) -> None:
    spoil()

    ready, alive = client.get("/readyz"), client.get("/healthz")

    assert ready.status_code == 503
    assert ready.json == {"status": "unavailable", "checks": WELL | dict.fromkeys(failed, "failed")}
    assert ready.headers["Retry-After"] == "2"
    assert ready.headers["Cache-Control"] == "no-store"
    assert alive.status_code == 200


def test_asking_writes_nothing(client: FlaskClient, settings: object, tmp_path: Path) -> None:
    client.get("/readyz")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    client.get("/readyz")

    assert before == {path: path.stat().st_mtime_ns for path in before}
