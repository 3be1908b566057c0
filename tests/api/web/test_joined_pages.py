"""Pages as they are sent: their scripts in one file for good, their styles inside them."""

import gzip
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from api.settings import Settings
from api.web import files
from api.web.javascript.joiner import NotJoined
from api.web.joined_pages import JoinedPages
from tests.api.web.conftest import FRONTEND
from tests.factories import make_article

LARGEST_SCRIPT, LARGEST_STYLE = 25_900, 7_500
"""Bytes, compressed as they are sent: half a second of a slow line, and what stands before text."""
PREVIEW_STYLE = 7_950
"""A preview has the sheets of every kind of content, and no reader waits for it."""
ARTICLE = "/bai-viet/khanh-thanh-cau"
SOURCES = files.read(FRONTEND)
SCRIPT = r"/joined/[\w-]+\.[0-9a-f]{16}\.js"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The real frontend, and not the small one of the other tests."""
    return replace(settings, frontend_dir=FRONTEND)


def test_a_page_names_one_script_and_no_sheet_and_its_policy_what_stands_in_it(visit, site) -> None:
    make_article(site, "Khánh thành cầu")

    for path in ("/", ARTICLE, "/lich-lam-viec", "/khong-co", "/xem-truoc/khong-co"):
        page = visit(path)
        assert len(set(re.findall(rf'src="({SCRIPT})"', page.html))) == 1, path
        assert not re.search(r'rel="(?:stylesheet|modulepreload)"|type="module"', page.html), path
        for tag, directive in (("style", "style-src"), ("script", "script-src")):
            (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.html, re.DOTALL)
            named = b64encode(sha256(inside.encode()).digest()).decode()
            policy = page.headers["Content-Security-Policy"]
            assert f"{directive} 'self' 'sha256-{named}';" in policy, path


def test_its_script_is_kept_for_good_and_by_an_older_name_is_what_is_there_now(
    client, visit, site
) -> None:
    make_article(site, "Khánh thành cầu")
    (script,) = set(re.findall(SCRIPT, visit(ARTICLE).html))
    older = re.sub(r"[0-9a-f]{16}", "0" * 16, script)

    now, then = client.get(script), client.get(older)

    assert now.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert then.headers["Cache-Control"] == "no-cache"
    assert now.data == then.data
    assert b"congxaWords" in now.data
    for path in ("/joined/khong-co.0000000000000000.js", "/joined/article.js", "/joined/"):
        assert client.get(path).status_code == 404


def test_another_source_is_another_name() -> None:
    other = JoinedPages({**SOURCES, "config.js": SOURCES["config.js"] + b"const x = 1;\n"})
    usual = JoinedPages(SOURCES)

    names = other.renamed(usual)

    assert JoinedPages(SOURCES).renamed(usual) == []
    assert (usual.files.keys() & other.files.keys()) < usual.files.keys()
    assert {theirs.decode() for theirs, _ in names} <= usual.files.keys()
    assert any(theirs.startswith(b"joined/article.") for theirs, _ in names)


def test_what_would_end_its_tag_is_not_put_into_a_page() -> None:
    source = SOURCES["styles/index.css"] + b'a::after { content: "</style>"; }'

    with pytest.raises(NotJoined, match="inside a page a tag would end it"):
        JoinedPages({**SOURCES, "styles/index.css": source})


@pytest.mark.parametrize("path", ["pages/notice.start.js", "pages/early.js"])
def test_a_script_that_would_not_run_stops_the_start(path: str) -> None:
    source = SOURCES[path] + b"await Promise.resolve();\n"
    place = f"{path}:{len(source.splitlines())}"

    with pytest.raises(NotJoined, match=f"^{place}: unexpected 'await' keyword$"):
        JoinedPages({**SOURCES, path: source})


def test_a_page_without_modules_is_sent_as_it_is() -> None:
    page = b"<!doctype html><title>x</title><body></body>"

    assert JoinedPages({"404.html": page}).pages == {"404.html": page}


@pytest.mark.parametrize("page", sorted(JoinedPages(SOURCES).pages))
def test_what_a_page_takes_before_it_answers_is_little(page: str) -> None:
    joined = JoinedPages(SOURCES)
    (script,) = set(re.findall(SCRIPT, joined.pages[page].decode()))
    (style,) = re.findall(r"<style>(.*?)</style>", joined.pages[page].decode(), re.DOTALL)

    assert len(gzip.compress(joined.files[script.lstrip("/")])) <= LARGEST_SCRIPT
    most = PREVIEW_STYLE if page == "preview.html" else LARGEST_STYLE
    assert len(gzip.compress(style.encode())) <= most
