"""What crawlers ask for: sitemaps, robots.txt and security.txt of the site of the host."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
import time_machine

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.workflow import OPERATOR
from api.sitemaps import files
from tests.api.delivery.world import at
from tests.factories import NOON, make, make_article, make_category, make_site

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
BASE = "https://yenhoa.example.vn"


@pytest.fixture
def site(app):
    """A commune with an address of its own, and a neighbour."""
    make_site("dong-thanh", base_url="https://dongthanh.example.vn")
    return make_site(base_url=BASE, email="ubnd@yenhoa.example.vn")


def get(client, path: str, host: str = "yenhoa.example.vn"):
    return client.get(path, headers={"Host": host})


def locations(client, path: str, host: str = "yenhoa.example.vn") -> list[str]:
    answer = get(client, path, host)
    assert answer.status_code == 200, answer.data
    assert answer.content_type == "application/xml; charset=utf-8"
    return [each.text or "" for each in ET.fromstring(answer.data).iter(LOC)]  # noqa: S314


def test_the_index_names_every_part_that_there_is(client, site) -> None:
    make_article(site, "Bài")
    make("page", site, title="Giới thiệu")

    assert locations(client, "/sitemap.xml") == [
        f"{BASE}/sitemap-{part}.xml" for part in ("home-1", "articles-1", "pages-1")
    ]


def test_the_parts_hold_every_page_that_is_live(client, site) -> None:
    make_category(site, "Tin tức")
    make_article(site, "Bài")
    make_article(site, "Nháp", published=False)
    commands.withdraw(make_article(site, "Gỡ"), OPERATOR, at(1), Withdrawal("error"))
    make("notice", site, title="Thông báo")

    standing = ("/", "/thong-bao", "/lich-lam-viec", "/lien-he", "/lanh-dao", "/so-do-cong")
    assert locations(client, "/sitemap-home-1.xml") == [
        f"{BASE}{path}" for path in (*standing, "/chuyen-muc/tin-tuc")
    ]
    assert locations(client, "/sitemap-articles-1.xml") == [f"{BASE}/bai-viet/bai"]
    assert locations(client, "/sitemap-notices-1.xml") == [f"{BASE}/thong-bao/thong-bao"]


def test_a_part_tells_when_a_page_changed(client, site) -> None:
    make_article(site, "Bài")

    assert b"<lastmod>2026-07-11T12:00:00Z</lastmod>" in get(client, "/sitemap-articles-1.xml").data


def test_too_many_addresses_for_one_part_go_on_in_the_next(client, site, monkeypatch) -> None:
    monkeypatch.setattr(files, "MOST", 2)
    for number in range(5):
        make_article(site, f"Bài {number}")

    parts = [each for each in locations(client, "/sitemap.xml") if "articles" in each]
    found = [locations(client, each.removeprefix(BASE)) for each in parts]

    assert [len(each) for each in found] == [2, 2, 1]
    assert len({url for each in found for url in each}) == 5
    assert get(client, "/sitemap-articles-4.xml").status_code == 404


@pytest.mark.parametrize("part", ["articles-0", "articles", "banners-1", "home-2", "articles-1a"])
def test_there_is_no_other_part(client, site, part: str) -> None:
    make_article(site, "Bài")

    assert get(client, f"/sitemap-{part}.xml").status_code == 404


def test_news_are_those_of_two_days(client, site) -> None:
    make_article(site, "Mới & nóng", at=at(-47))
    make_article(site, "Cũ", at=at(-49))

    with time_machine.travel(NOON, tick=False):
        body = get(client, "/sitemap-news.xml").data

    root = ET.fromstring(body)  # noqa: S314 - our own
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    assert [each.text for each in root.iter(f"{news}title")] == ["Mới & nóng"]
    assert [each.text for each in root.iter(f"{news}language")] == ["vi"]


def test_robots_are_told_where_to_begin(client, site) -> None:
    lines = get(client, "/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert "Disallow: /tim-kiem" in lines
    assert f"Sitemap: {BASE}/sitemap.xml" in lines


def test_a_weakness_can_be_told_to_somebody(client, site) -> None:
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        lines = get(client, "/.well-known/security.txt").text.splitlines()

    assert lines[:2] == ["Contact: mailto:ubnd@yenhoa.example.vn", "Expires: 2026-12-28T00:00:00Z"]
    assert f"Canonical: {BASE}/.well-known/security.txt" in lines


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/sitemap-news.xml"])
def test_each_host_gets_its_own(client, site, path: str) -> None:
    here, there = (get(client, path, host).data for host in (
        "yenhoa.example.vn", "dongthanh.example.vn"))  # fmt: skip

    assert here != there
    assert BASE.encode() not in there
    assert get(client, path, "127.0.0.1").status_code == 404


def test_nobody_is_named_where_the_site_has_no_address(client, site) -> None:
    assert get(client, "/.well-known/security.txt", "dongthanh.example.vn").status_code == 404


def test_t06_an_address_cannot_become_markup(client, site) -> None:
    make_article(site, "]]><script>x</script>&")

    with time_machine.travel(NOON, tick=False):
        body = get(client, "/sitemap-news.xml").data

    assert b"<script" not in body
    assert ET.fromstring(body) is not None  # noqa: S314 - our own
