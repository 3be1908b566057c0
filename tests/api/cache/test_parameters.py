"""Where an unknown parameter is ignored, it is part of nothing: no key, no tag, no `self`."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.web.keys import key_of
from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.api.delivery.statements import recorded
from tests.factories import make, make_article

FEEDS = [f"/feeds/{kind}.{ending}" for kind in ("articles", "notices")
         for ending in ("rss", "atom", "json")]  # fmt: skip
KEPT = [*FEEDS, "/v1/calendar.ics", "/v1/openapi.json", "/authoring/v1/openapi.json", "/docs"]
JUNK = ["_=1", "_=2", "utm_source=zalo&fbclid=x%20y", "a&b=&=c&&", "x=1&x=2", "v=%FF%00", "%5F=1",
        "limit=5", "fields=id", "SITE=x", "site%00=x"]  # fmt: skip


@pytest.fixture
def known(standing_app: Flask, site) -> str:  # noqa: F811 - the fixture of that name
    """A parameter that all of them take."""
    make_article(site, "Khánh thành cầu")
    make("notice", site, title="Lịch tiếp dân")
    return f"site={site.slug}"


@pytest.mark.parametrize("path", KEPT)
def test_t44_a_parameter_that_nobody_reads_changes_nothing(
    reader: FlaskClient,  # noqa: F811
    known: str,
    path: str,
) -> None:
    usual = reader.get(f"{path}?{known}")
    assert usual.status_code == 200

    for junk in JUNK:
        for query in (f"{junk}&{known}", f"{known}&{junk}"):
            with recorded() as statements:
                answer = reader.get(f"{path}?{query}")
            assert (answer.status_code, answer.data) == (200, usual.data), query
            assert answer.headers["ETag"] == usual.headers["ETag"]
            assert not statements, f"{query} was not answered by what is kept"


def test_what_is_read_is_told_apart(reader: FlaskClient, known: str) -> None:  # noqa: F811
    for path in FEEDS:
        all_sites, one = reader.get(path), reader.get(f"{path}?{known}")
        assert all_sites.data != one.data
        assert reader.get(f"{path}?{known}&{known}").status_code == 400
        assert reader.get(f"{path}?{known}&category=khac").data != one.data


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/feeds/articles.rss?_=1", ("/feeds/articles.rss", "")),
        ("/feeds/a.rss?category=a&_=1&site=%62", ("/feeds/a.rss", "category=a&site=%62")),
        ("/feeds/articles.rss?site=a&site=b", ("/feeds/articles.rss", "site=a&site=b")),
        ("/v1/calendar.ics?%73ite=a&t=1", ("/v1/calendar.ics", "%73ite=a")),
        ("/media/x.jpg?w=1", ("/media/x.jpg", "")),
        ("/config.js?v=1", ("/config.js", "")),
        ("/robots.txt?x", ("/robots.txt", "")),
        ("/sitemap.xml?x", ("/sitemap.xml", "")),
        ("/healthz?x", ("/healthz", "")),
        ("/docs/rapidoc-min.js?v=3", ("/docs/rapidoc-min.js", "")),
        ("/v1/openapi.json?v=3", ("/v1/openapi.json", "")),
        ("/v1/articles?_=1", ("/v1/articles", "_=1")),
        ("/v1?_=1", ("/v1", "_=1")),
        ("/v1/snapshot.ndjson.gz?_=1", ("/v1/snapshot.ndjson.gz", "_=1")),
        ("/.well-known/portal.json?_=1", ("/.well-known/portal.json", "_=1")),
    ],
)  # fmt: skip
def test_t44_a_key_holds_what_is_read_and_nothing_else(
    standing_app: Flask,  # noqa: F811
    address: str,
    key: tuple[str, str],
) -> None:
    path, _, query = address.partition("?")
    environ = {"HTTP_HOST": "portal.test", "PATH_INFO": path, "QUERY_STRING": query}

    assert key_of(environ) == key
