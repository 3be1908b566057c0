"""Feeds as a reader that is not ours reads them, in all three formats."""

import calendar
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
import orjson
import pytest
from flask.testing import FlaskClient
from PIL import Image

from api.media import commands as media
from api.publishing import commands, schedule
from api.publishing.commands import Withdrawal
from api.publishing.live.projection import Origin
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.clock import local
from api.runtime.errors import InvalidContent
from api.syndication import feed_formats
from api.syndication.feed_items import Feed
from tests.api.delivery.world import at, revise
from tests.api.media import samples
from tests.api.syndication.feed_rules import ALT, PICTURE
from tests.factories import make, make_article, make_category, make_site

FORMATS = ("rss", "atom", "json")
TYPES = {each: f"application/{each}+xml" for each in ("rss", "atom")} | {
    "json": "application/feed+json"
}
HOSTILE = "]]></title><script>alert(1)</script>&lt;b&gt; {{7*7}}"


def raw(client: FlaskClient, site: Document, ending: str, name: str = "articles", more: str = ""):
    answer = client.get(f"/feeds/{name}.{ending}?site={site.slug}{more}")
    assert answer.status_code == 200, answer.data
    assert answer.mimetype == TYPES[ending]
    return answer


def items(client: FlaskClient, site: Document, ending: str, **where: str) -> list[dict[str, Any]]:
    """The items in one form, whatever the format: id, title, url, html."""
    body = raw(client, site, ending, **where).data
    if ending == "json":
        return [{"id": each["id"], "title": each["title"], "url": each["url"],
                 "html": each["content_html"]} for each in orjson.loads(body)["items"]]  # fmt: skip
    read = feedparser.parse(body, sanitize_html=False)
    assert not read.bozo, read.get("bozo_exception")
    return [{"id": each.id, "title": each.title, "url": each.link,
             "html": each.get("content", [{"value": ""}])[0]["value"]}
            for each in read.entries]  # fmt: skip


@pytest.mark.parametrize("ending", FORMATS)
def test_it_holds_the_newest_with_their_whole_text(reader, site, ending: str) -> None:
    first = make_article(site, "Bài một", body_html="<p>Nội dung <strong>một</strong></p>")
    second = make_article(site, "Bài hai", at=at(1), body_html="<p>Hai</p>")
    make_article(site, "Nháp", published=False)

    found = items(reader, site, ending)

    assert [each["title"] for each in found] == ["Bài hai", "Bài một"]
    assert [each["id"] for each in found] == [f"urn:uuid:{second.id}", f"urn:uuid:{first.id}"]
    assert found[1]["html"] == "<p>Nội dung <strong>một</strong></p>"
    assert found[1]["url"] == "http://portal.test/bai-viet/bai-mot"


@pytest.mark.parametrize("ending", FORMATS)
def test_it_can_be_of_one_category(reader, site, ending: str) -> None:
    category = make_category(site, "Thể thao")
    make_article(site, "Trong", category=str(category.id))
    make_article(site, "Ngoài")

    found = items(reader, site, ending, more="&category=the-thao")

    assert [each["title"] for each in found] == ["Trong"]
    assert items(reader, site, ending, more="&category=khong-co") == []
    assert items(reader, site, ending, name="notices", more="&category=the-thao") == []


@pytest.mark.parametrize("ending", FORMATS)
def test_notices_have_one_too(reader, site, ending: str) -> None:
    make("notice", site, title="Lịch cắt điện", number="15/TB-UBND", body_html="<p>Ngày 12</p>")

    (found,) = items(reader, site, ending, name="notices")

    assert (found["title"], found["html"]) == ("Lịch cắt điện", "<p>Ngày 12</p>")


def test_an_edited_item_keeps_its_id_and_its_first_date(reader, site) -> None:
    article = make_article(site, "Bài")
    revise(article, at(5), title="Bài sửa")

    (entry,) = feedparser.parse(raw(reader, site, "atom").data).entries

    assert entry.id == f"urn:uuid:{article.id}"
    assert (entry.published, entry.updated) == (
        "2026-07-11T19:00:00+07:00",
        "2026-07-12T00:00:00+07:00",
    )


def test_what_was_withdrawn_leaves_a_tombstone_in_atom(reader, site) -> None:
    article = make_article(site, "Bài")
    commands.withdraw(article, OPERATOR, at(1), Withdrawal("error"))

    root = ET.fromstring(raw(reader, site, "atom").data)  # noqa: S314 - our own

    (gone,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.attrib == {"ref": f"urn:uuid:{article.id}", "when": "2026-07-11T20:00:00+07:00"}
    assert root.findall("{http://www.w3.org/2005/Atom}entry") == []


@pytest.mark.parametrize("ending", FORMATS)
def test_it_revalidates(reader, site, ending: str) -> None:
    article = make_article(site, "Bài")
    first = raw(reader, site, ending)
    address = f"/feeds/articles.{ending}?site={site.slug}"

    same = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
    revise(article, at(1), title="Bài sửa")
    other = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, other.status_code) == (304, 200)
    assert other.last_modified == datetime(2026, 7, 11, 13, tzinfo=UTC)


def test_it_says_where_it_is_and_who_it_is_of(reader, site) -> None:
    make_article(site, "Bài", byline="Thanh Hà", tags=["Lúa"], lead="Đoạn dẫn.")

    rss = feedparser.parse(raw(reader, site, "rss").data)
    atom = feedparser.parse(raw(reader, site, "atom").data)

    address = f"http://portal.test/feeds/articles.atom?site={site.slug}"
    assert atom.feed.id == address
    assert {each.rel: each.href for each in atom.feed.links}["self"] == address
    assert rss.feed.language == "vi"
    assert rss.entries[0].author == atom.entries[0].author == "Thanh Hà"
    assert [each.term for each in rss.entries[0].tags] == ["Lúa"]
    assert rss.entries[0].summary == "Đoạn dẫn."
    assert not rss.entries[0].guidislink


@pytest.mark.parametrize("ending", FORMATS)
def test_t06_no_text_becomes_markup(reader, site, ending: str) -> None:
    make_article(site, HOSTILE, lead=HOSTILE, byline=HOSTILE, tags=["]]><x>"])

    answer = raw(reader, site, ending)
    (found,) = items(reader, site, ending)

    assert found["title"] == HOSTILE
    assert b"<script" not in answer.data or ending == "json"


UNWRITABLE = ("\x00", "\x0b", "\ud800", "\ufffe", "\U0001ffff")


@pytest.mark.parametrize("letter", UNWRITABLE)
def test_t06_what_xml_cannot_write_is_refused_where_it_comes_in(site, letter: str) -> None:
    with pytest.raises(InvalidContent):
        make_article(site, f"Bài {letter}")


def test_t06_and_is_left_out_should_it_be_there_all_the_same() -> None:
    words = f"a{''.join(UNWRITABLE[:4])}b"
    item = {
        **dict.fromkeys(("title", "lead", "byline", "url", "id"), words),
        **dict.fromkeys(("published_at", "updated_at"), "2026-07-11T19:00:00+07:00"),
        "body": {"html": words},
        "tags": [words],
        "attachments": [],
    }

    for write in (feed_formats.rss, feed_formats.atom):
        feed = Feed("article", words, "http://portal.test/", [item], [], at(0))
        body = write(feed, "http://portal.test/x")
        assert "ab" in "".join(ET.fromstring(body).itertext())  # noqa: S314 - our own


def test_its_date_is_that_of_the_newest_change_whatever_that_was(reader, site) -> None:
    first = make_article(site, "Bài một")
    make_article(site, "Bài hai", at=at(1))
    notice = make("notice", site, title="Cúp điện", expires_at=at(3).isoformat())
    commands.withdraw(first, OPERATOR, at(2), Withdrawal("error"))
    schedule.perform_due(at(3))

    for name, moment in (("articles", at(2)), ("notices", at(3))):
        for ending in FORMATS:
            answer = raw(reader, site, ending, name)
            assert answer.last_modified == moment
            if ending != "json":
                read = feedparser.parse(answer.data)
                assert calendar.timegm(read.feed.updated_parsed) == moment.timestamp()
    (entry,) = feedparser.parse(raw(reader, site, "atom", "notices").data).entries
    assert entry.updated == local(at(3)) == "2026-07-11T22:00:00+07:00"
    assert notice.updated_at < at(3)


def test_it_revalidates_by_date_where_no_tag_is_named(reader, site) -> None:
    article = make_article(site, "Bài", at=at(0))
    address = f"/feeds/articles.rss?site={site.slug}"
    first = reader.get(address)
    dated = {"If-Modified-Since": first.headers["Last-Modified"]}

    for method in ("GET", "HEAD"):
        for since, status in (
            (first.headers["Last-Modified"], 304),
            ("Sun, 12 Jul 2026 00:00:00 GMT", 304),
            ("Saturday, 11-Jul-26 12:00:00 GMT", 304),
            ("Sat, 11 Jul 2026 11:59:59 GMT", 200),
            ("gestern", 200),
        ):
            answer = reader.open(address, method=method, headers={"If-Modified-Since": since})
            assert answer.status_code == status, since
        assert answer.headers["ETag"] == first.headers["ETag"]
    assert reader.get(address, headers={**dated, "If-None-Match": '"other"'}).status_code == 200
    named = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": "gestern"}
    assert reader.get(address, headers=named).status_code == 304

    commands.withdraw(article, OPERATOR, at(1), Withdrawal("error"))
    assert reader.get(address, headers=dated).status_code == 200
    lists = reader.get(f"/v1/articles?site={site.slug}", headers=dated)
    assert lists.status_code == 200


def test_the_same_picture_is_in_all_three(reader, site) -> None:
    photo = media.keep_image(samples.encoded(samples.picture(400), "JPEG"), at(0)).id
    cover = {"media": photo, "alt": "Cầu & <đường>"}
    make_article(site, "Bìa", cover=cover)
    make("notice", site, title="Trong bài", body_html=f'<p>a</p><img src="media:{photo}" alt="">')
    for name, alt in (("articles", "Cầu & <đường>"), ("notices", "")):  # that one is an ornament
        read = {each: raw(reader, site, each, name).data for each in FORMATS}
        item = orjson.loads(read["json"])["items"][0]
        address, facts = item["image"], item["_picture"]
        assert address.endswith(".jpg")
        assert (facts["url"], facts["alt"]) == (address, alt)
        for ending in ("rss", "atom"):
            (picture,) = feedparser.parse(read[ending]).entries[0].media_content
            file = reader.get(address).data
            assert picture["url"] == address
            assert (picture["medium"], picture["type"]) == ("image", "image/jpeg")
            told = [int(picture[name]) for name in ("width", "height", "filesize")]
            assert told == [facts[each] for each in ("width", "height", "bytes")]
            assert told[0] == 400
            assert told == [*Image.open(BytesIO(file)).size, len(file)]
            (element,) = ET.fromstring(read[ending]).iter(PICTURE)  # noqa: S314 - our own
            assert element.findtext(ALT) == (alt or None)


def test_its_title_names_the_portal_and_the_category(reader, site) -> None:
    category = make_category(site, "Thể thao & Văn hóa")
    make_article(site, "Trong", category=str(category.id))
    other = make_site("dong-ha-2", name="Xã Đông Hà")
    for ending in FORMATS:
        for name, more, title in (
            ("articles", "", "Tin bài – Xã Yên Hòa"),
            ("notices", "", "Thông báo – Xã Yên Hòa"),
            ("articles", "&category=the-thao-van-hoa", "Tin bài – Xã Yên Hòa – Thể thao & Văn hóa"),
            ("articles", "&category=casino", "Tin bài – Xã Yên Hòa"),
        ):
            body = raw(reader, site, ending, name, more).data
            json = orjson.loads(body) if ending == "json" else feedparser.parse(body).feed
            assert json["title"] == title
        body = reader.get(f"/feeds/articles.{ending}").data
        assert "Tin bài – Cổng Xã" in body.decode()
    assert other.slug


@pytest.mark.parametrize("ending", FORMATS)
def test_what_expired_or_was_corrected_says_so(reader, site, ending: str) -> None:
    make("notice", site, title="Cúp <điện>", body_html="<p>Cả ngày</p>",
         expires_at=at(-1).isoformat())  # fmt: skip
    origin = Origin(corrections=({"at": "2026-07-12T08:00:00+07:00", "note": "Sửa <tên>."},))
    make_article(site, "Bài", origin=origin, lead="Dẫn.", body_html="<p>x</p>")

    (notice,) = items(reader, site, ending, name="notices")
    (article,) = items(reader, site, ending)

    assert notice["title"] == "Cúp <điện> (đã hết hạn)"
    assert notice["html"].startswith("<p><strong>Đã hết hạn từ 11/07/2026.</strong></p><p>Cả")
    assert article["title"] == "Bài"
    assert article["html"] == (
        "<p><strong>Đính chính ngày 12/07/2026: Sửa &lt;tên&gt;.</strong></p><p>x</p>"
    )
    body = raw(reader, site, ending).data.decode()
    assert "Đã đính chính. Dẫn." in body
    assert body.count("Đã đính chính") == 2


def test_an_empty_feed_is_one_too(reader, site) -> None:
    for ending in FORMATS:
        assert items(reader, site, ending) == []


def test_a_feed_is_refused_like_every_other_list(reader, site) -> None:
    assert reader.get("/feeds/articles.rss?site=khong-co").status_code == 404
    assert reader.get("/feeds/articles.rss?site=a&site=b").status_code == 400
    assert reader.get("/feeds/banners.rss").status_code == 404
    assert reader.get("/feeds/articles.xml").status_code == 404
