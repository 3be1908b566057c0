"""Sitemaps are what their schemas say, by xmllint: the protocol's own, and two from its text."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient

from api.publishing.models import Document
from tests.api.delivery.world import at
from tests.factories import NOON, make, make_article, make_category, make_site
from tests.no_skips import IS_CI

HERE = Path(__file__).parent / "schemas"
PROTOCOL = Path(__file__).parents[2] / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
NEWS_SITEMAP = f"""<schema xmlns="http://www.w3.org/2001/XMLSchema">
<import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{PROTOCOL}"/>
<import namespace="http://www.google.com/schemas/sitemap-news/0.9"
        schemaLocation="{HERE / "news.xsd"}"/>
</schema>"""
HOSTILE = "]]><b> & \" ' chữ"

Lint = Callable[[bytes, Path], str]


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    """Judges a document by a schema; an empty text for a good one."""
    if shutil.which("xmllint") is None or not PROTOCOL.exists():
        reason = "no xmllint (package libxml2-utils), or no schema (npm ci --prefix tests)"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)

    def judge(document: bytes, schema: Path) -> str:
        command = ["xmllint", "--nonet", "--noout", "--schema", str(schema), "-"]
        done = subprocess.run(command, input=document, capture_output=True, check=False)
        return "" if done.returncode == 0 else done.stderr.decode()

    return judge


@pytest.fixture
def news_schema(tmp_path: Path) -> Path:
    """The protocol's schema with that of news inside."""
    path = tmp_path / "news-sitemap.xsd"
    path.write_text(NEWS_SITEMAP, "utf-8")
    return path


@pytest.fixture
def site(app) -> Document:
    """A commune with something of everything."""
    site = make_site(base_url="https://yenhoa.example.vn", name=HOSTILE)
    make_category(site, HOSTILE)
    for of_type in ("notice", "page"):
        make(of_type, site, title=HOSTILE)
    make_article(site, HOSTILE)
    make_article(site, "Bài cũ", at=at(-100))
    return site


def document(client: FlaskClient, path: str) -> bytes:
    answer = client.get(path, headers={"Host": "yenhoa.example.vn"})
    assert answer.status_code == 200, answer.data
    return answer.data


def test_the_index_is_valid(client, site, lint: Lint) -> None:
    assert lint(document(client, "/sitemap.xml"), HERE / "siteindex.xsd") == ""


@pytest.mark.parametrize("part", ["home-1", "articles-1", "notices-1", "pages-1"])
def test_a_part_is_valid(client, site, lint: Lint, part: str) -> None:
    assert lint(document(client, f"/sitemap-{part}.xml"), PROTOCOL) == ""


@pytest.mark.parametrize("days_later", [0, 10])
def test_the_news_are_valid_when_there_are_none_too(
    client, site, lint: Lint, news_schema: Path, days_later: int
) -> None:
    with time_machine.travel(at(24 * days_later), tick=False):
        body = document(client, "/sitemap-news.xml")

    assert (b"<news:title>" in body) == (days_later == 0)
    assert lint(body, news_schema) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<loc>https://yenhoa", b"<loc></loc><loc>https://yenhoa"),
        (b"+07:00</news:publication_date>", b" GMT</news:publication_date>"),
        (b"<news:language>vi", b"<news:language>vi-VN"),
        (b"<news:title>", b"<news:genres>Blog</news:genres><news:title>"),
    ],
)
def test_the_schemas_see_what_is_broken(
    client, site, lint: Lint, news_schema: Path, right: bytes, wrong: bytes
) -> None:
    with time_machine.travel(NOON, tick=False):
        body = document(client, "/sitemap-news.xml")

    assert right in body
    assert "fails to validate" in lint(body.replace(right, wrong), news_schema)
