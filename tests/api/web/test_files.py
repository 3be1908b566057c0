"""The files of the frontend, as the server hands them out; and no other file of the machine."""

import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import orjson
import pytest
from flask import Flask

from api.settings import Settings
from api.web.delivery import Shell, shell
from tests.factories import make_article, make_site

FRONTEND = Path(__file__).parents[3] / "frontend"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The real frontend, and not the small one of the other tests."""
    return replace(settings, frontend_dir=FRONTEND)


@pytest.fixture
def article(client):
    return make_article(make_site(), "Khánh thành cầu Đá")


def test_every_file_of_the_portal_is_served_as_it_is(client) -> None:
    desk = FRONTEND / "desk"
    for path in (path for path in FRONTEND.rglob("*") if desk not in path.parents):
        if path.suffix in {".html", ".js", ".css", ".json", ".svg"}:
            answer = client.get(f"/{path.relative_to(FRONTEND).as_posix()}")
            assert answer.status_code == 200, path
            assert answer.data == path.read_bytes()
            assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["ETag"].startswith('W/"')


@pytest.mark.parametrize(
    "path", ["/", "/article.html", "/bai-viet/khanh-thanh-cau-da", "/bai-viet/khong-co"]
)
def test_a_page_is_guarded(client, article, path) -> None:
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "path",
    ["/..%2fapi/settings.py", "/%2e%2e/api/settings.py", "/....//api/settings.py", "/config.js%00",
     "/etc/passwd", "/%2fetc%2fpasswd", "//etc/passwd", "/frontend/config.js", "/.git/config",
     "/pages/../../pyproject.toml", "/%c0%ae%c0%ae/pyproject.toml", "/pages/",
     "/pages", "/CONFIG.JS", "/index.html;.css", "/file:///etc/passwd", "/config.js%2f%2f"],
)  # fmt: skip
def test_t13_no_address_leads_out_of_the_frontend(client, path) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        # Given as an address, two slashes would begin a host.
        raw = {"PATH_INFO": unquote(path, "latin-1")}
        answer = client.open("/", method=method, environ_overrides=raw)
        assert answer.status_code == 404, (method, path)
        assert answer.content_type == "application/problem+json"


def test_what_was_not_there_at_the_start_is_not_served(tmp_path) -> None:
    shutil.copytree(FRONTEND, tmp_path, dirs_exist_ok=True)
    (tmp_path / "secret.env").write_text("KEY=1")
    app = Flask("test", static_folder=None)
    for name in ("slug", "week", "month"):
        app.url_map.converters[name] = app.url_map.converters["default"]
    app.register_blueprint(shell(Shell(tmp_path)))
    (tmp_path / "later.html").write_text("<p>planted")

    asked = {path: app.test_client().get(f"/{path}").status_code
             for path in ("index.html", "secret.env", "later.html")}  # fmt: skip

    assert asked == {"index.html": 200, "secret.env": 404, "later.html": 404}


def test_an_unknown_path_is_a_problem_for_programs(client) -> None:
    assert orjson.loads(client.get("/khong-co").data)["code"] == "not_found"
