"""The files of the frontend, as the server hands them out; and no other file of the machine."""

from pathlib import Path

import orjson
import pytest
from flask import Flask

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.shell.delivery import shell
from tests.api.delivery.world import at, rename
from tests.factories import make_article, make_site

FRONTEND = Path(__file__).parents[3] / "frontend"


@pytest.fixture
def article(client):
    return make_article(make_site(), "Khánh thành cầu Đá")


def test_every_file_of_the_frontend_is_served_as_it_is(client) -> None:
    for path in FRONTEND.rglob("*"):
        if path.suffix in {".html", ".js", ".css", ".json", ".svg"}:
            answer = client.get(f"/{path.relative_to(FRONTEND).as_posix()}")
            assert answer.status_code == 200, path
            assert answer.data == path.read_bytes()
            assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["ETag"].startswith('W/"')


def test_home_is_the_index(client) -> None:
    assert client.get("/").data == (FRONTEND / "index.html").read_bytes()
    assert client.get("/?utm_source=zalo").status_code == 200


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
     "/pages/../../pyproject.toml", "/%c0%ae%c0%ae/pyproject.toml", "/index.html/", "/pages/",
     "/pages", "/CONFIG.JS", "/index.html;.css", "/file:///etc/passwd", "/config.js%2f"],
)  # fmt: skip
def test_t13_no_address_leads_out_of_the_frontend(client, path) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        answer = client.open(path, method=method)
        assert answer.status_code == 404, (method, path)
        assert answer.content_type == "application/problem+json"


def test_what_was_not_there_at_the_start_is_not_served(tmp_path) -> None:
    (tmp_path / "index.html").write_text("<p>here")
    (tmp_path / "secret.env").write_text("KEY=1")
    app = Flask("test", static_folder=None)
    app.url_map.converters["slug"] = app.url_map.converters["default"]
    app.register_blueprint(shell(tmp_path))
    (tmp_path / "later.html").write_text("<p>planted")

    asked = {path: app.test_client().get(f"/{path}").status_code
             for path in ("", "index.html", "secret.env", "later.html")}  # fmt: skip

    assert asked == {"": 200, "index.html": 200, "secret.env": 404, "later.html": 404}


def test_the_page_of_an_article_has_the_status_of_the_article(client, article) -> None:
    found = client.get("/bai-viet/khanh-thanh-cau-da")
    missing = client.get("/bai-viet/khong-co")

    assert (found.status_code, missing.status_code) == (200, 404)
    assert found.data == missing.data == (FRONTEND / "article.html").read_bytes()
    assert "X-Robots-Tag" not in found.headers
    assert missing.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "slug", ["Khong-Co", "a%00b", "a'--", "%D9%A1", "a/b", "x" * 2_000, "a%0ab"]
)
def test_what_is_no_slug_has_no_page(client, article, slug) -> None:
    assert client.get(f"/bai-viet/{slug}").status_code == 404


def test_a_withdrawn_article_takes_its_page_with_it_at_once(client, article) -> None:
    assert client.get("/bai-viet/khanh-thanh-cau-da").status_code == 200

    commands.withdraw(get_document(article.id), OPERATOR, at(1), Withdrawal("error"))

    gone = client.get("/bai-viet/khanh-thanh-cau-da")
    assert gone.status_code == 410
    assert gone.headers["X-Robots-Tag"] == "noindex"


def test_an_old_slug_moves_and_keeps_the_query(client, article) -> None:
    rename(article, "cau-da", at(1))

    moved = client.get("/bai-viet/khanh-thanh-cau-da?fbclid=a%20b")

    assert moved.status_code == 301
    assert moved.headers["Location"] == "/bai-viet/cau-da?fbclid=a%20b"
    assert client.get("/bai-viet/cau-da").status_code == 200


def test_a_page_that_links_with_a_campaign_is_the_same_page(client, article) -> None:
    plain = client.get("/bai-viet/khanh-thanh-cau-da")
    shared = client.get("/bai-viet/khanh-thanh-cau-da?utm_source=zalo&fbclid=1")

    assert shared.data == plain.data
    assert shared.headers["ETag"] == plain.headers["ETag"]


def test_an_unknown_path_is_a_problem_for_programs(client) -> None:
    assert orjson.loads(client.get("/khong-co").data)["code"] == "not_found"
