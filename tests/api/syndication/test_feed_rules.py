"""Every feed keeps the rules of the W3C feed validator, whatever stands in it."""

import json
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at
from tests.api.syndication.feed_rules import findings
from tests.factories import make, make_article, make_category
from tests.serving import LiveServer

ENDINGS = ("rss", "atom", "json")
HOSTILE = "]]></title><script>alert(1)</script> <img src=x onerror=y> &lt; & \" '"
BODY = (
    '<p>a &lt; b &amp; c <a href="/tuong-doi">x</a> <a href="tel:1">y</a>'
    '<a href="https://x.vn/?a=1&amp;b=2">z</a></p><script>alert(1)</script>'
)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["articles", "notices"])
def test_the_feeds_of_the_demo_keep_the_rules(
    live_server: LiveServer, name: str, ending: str
) -> None:
    for more in ("", "?site=yen-hoa", "?site=yen-hoa&category=su-kien"):
        address = f"{live_server.url}/feeds/{name}.{ending}{more}"
        with urlopen(address) as answer:
            assert findings(ending, answer.read(), address) == []


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["articles", "notices"])
def test_a_feed_of_hostile_words_keeps_the_rules(reader, site, name: str, ending: str) -> None:
    category = make_category(site, "Chữ & số")
    facts = {"lead": HOSTILE, "byline": HOSTILE, "tags": ["a<b"], "category": str(category.id)}
    make_article(site, HOSTILE, body_html=BODY, **facts)
    make("notice", site, title=HOSTILE, signer=HOSTILE, number="15/TB<x>", body_html=BODY)
    make_article(site, "Chỉ có tên")
    for gone in (make_article(site, "Gỡ"), make("notice", site, title="Gỡ")):
        commands.withdraw(gone, OPERATOR, at(1), Withdrawal("error"))

    for more in ("", f"&category={quote('chu-so')}", "&category=kh%C3%B4ng%20c%C3%B3"):
        path = f"/feeds/{name}.{ending}?site={site.slug}{more}"
        answer = reader.get(path)
        assert findings(ending, answer.data, _address(path)) == [], path


def _address(path: str) -> str:
    return f"http://portal.test{path}".replace("%20", "+")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_feed_keeps_the_rules(reader, site, ending: str) -> None:
    path = f"/feeds/articles.{ending}?site={site.slug}"

    assert findings(ending, reader.get(path).data, f"http://portal.test{path}") == []


def test_a_lead_in_rss_is_html_that_reads_as_it_was_written(reader, site) -> None:
    make_article(site, "Bài", lead="Giá < 5 & > 3")

    body = reader.get(f"/feeds/articles.rss?site={site.slug}").data

    assert b"<description>Gi\xc3\xa1 &amp;lt; 5 &amp;amp; &amp;gt; 3</description>" in body


BREAKS = {
    "rss": [
        (b'isPermaLink="false"', b"", "a guid that is no address says so"),
        (b" +0700", b" +07:00", "pubDate is a date of RFC 822"),
        (b"Sat, 11", b"Sun, 11", "pubDate is a date of RFC 822"),
        (b'rel="self"', b'rel="via"', "atom:link rel=self is the address"),
        (b"<link>http://portal.test/bai", b"<link>/bai", "an item's link is absolute"),
        (b"tel:1", b"/x", "no address in HTML is relative"),
        (b"<title>B\xc3\xa0i</title>", b"<title></title>", "no member of an item is empty"),
        (b"<guid isP", b"<author>An</author><guid isP", "an item holds nothing unknown"),
    ],
    "atom": [
        (b"<id>urn:uuid:", b"<id>", "the id is an IRI"),
        (b"T19:00:00+07:00</updated>", b"</updated>", "updated is a date of RFC 3339"),
        (b'type="html">', b'type="text">', "the content is of type html"),
        (b'rel="self"', b'rel="via"', "the link rel=self is the address"),
        (b"<name>An", b"<name></name><name>An", "an entry has an author"),
        (b'ref="urn:uuid:', b'ref="', "a tombstone's ref is an IRI"),
    ],
    "json": [
        (b"version/1.1", b"version/1", "the version is 1.1"),
        (b'"content_html"', b'"content"', "an item has content"),
        (b'"url":"http://portal.test', b'"url":"', "url is absolute"),
        (b'"name":"An"', b'"who":"An"', "authors say who"),
    ],
}


@pytest.mark.parametrize(
    ("ending", "right", "wrong", "told"),
    [(ending, *each) for ending, found in BREAKS.items() for each in found],
)
def test_the_rules_see_what_is_broken(reader, site, ending, right, wrong, told) -> None:
    make_article(site, "Bài", byline="An", body_html=BODY)
    commands.withdraw(make_article(site, "Gỡ"), OPERATOR, at(0), Withdrawal("error"))
    path = f"/feeds/articles.{ending}?site={site.slug}"
    body = reader.get(path).data

    assert right in body
    assert told in [*_told(ending, body.replace(right, wrong), f"http://portal.test{path}")]


def _told(ending: str, body: bytes, address: str) -> list[str]:
    try:
        return findings(ending, body, address)
    except KeyError:
        json.loads(body)
        return ["an item has content"]
