"""The head of a page: what search engines and previews are told, and no word that breaks out."""

import orjson
import pytest

from api.articles.models import Article
from tests.api.delivery.world import at
from tests.factories import make, make_article, make_category, make_site

HOSTILE = [
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<!--<script>",
    "]]>&lt;script&gt;",
    "&quot;&gt;&#60;script&#62;",
    "a\u2028b\u2029c",
    "{{7*7}}{% raw %}{{ config }}",
    "--><script>alert(1)</script>",
    "<plaintext>",
    "\\u003c/script\\u003e",
]


@pytest.fixture
def category(site):
    return make_category(site, "Tin xã")


def test_it_tells_search_engines_and_previews_of_an_article(visit, site, category) -> None:
    make_article(
        site,
        "Khánh thành cầu Đá",
        lead="Cây cầu nối hai bờ. " * 20,
        byline="Hoài An",
        category=str(category.id),
    )

    page = visit("/bai-viet/khanh-thanh-cau-da?utm_source=zalo")

    address = "http://portal.test/bai-viet/khanh-thanh-cau-da"
    assert page.title == "Khánh thành cầu Đá – Xã Yên Hòa"
    assert page.links["canonical"] == address
    assert page.meta["description"].startswith("Cây cầu nối hai bờ.")
    assert page.meta["description"].endswith("…")
    assert len(page.meta["description"]) <= 200
    assert page.meta["og:type"] == "article"
    assert page.meta["og:title"] == "Khánh thành cầu Đá"
    assert page.meta["og:url"] == address
    assert page.meta["og:site_name"] == "Xã Yên Hòa"
    assert page.meta["article:published_time"] == "2026-07-11T19:00:00+07:00"
    assert page.meta["article:section"] == "Tin xã"
    assert "robots" not in page.meta
    assert page.linked_data["@type"] == "NewsArticle"
    assert page.linked_data["headline"] == "Khánh thành cầu Đá"
    assert page.linked_data["datePublished"] == "2026-07-11T19:00:00+07:00"
    assert page.linked_data["author"] == {"@type": "Person", "name": "Hoài An"}
    assert page.linked_data["publisher"]["@type"] == "GovernmentOrganization"
    assert page.linked_data["mainEntityOfPage"] == address


def test_a_source_that_is_the_original_is_the_canonical_address(visit, site) -> None:
    url = "https://bao.example.vn/bai?a=1&b=2"
    make_article(site, "Cầu Đá", source={"name": "Báo", "url": url})

    page = visit("/bai-viet/cau-da")
    assert page.links["canonical"] == url
    assert page.meta["og:url"] == "http://portal.test/bai-viet/cau-da"


def test_the_authority_stands_in_the_home_page_and_the_contact(visit, site) -> None:
    for address in ("/", "/lien-he"):
        page = visit(address)
        assert page.linked_data["@type"] == "GovernmentOrganization"
        assert page.linked_data["telephone"] == "0238 000 0000"
        assert page.linked_data["url"] == "http://portal.test/"
        assert page.links["canonical"] == "http://portal.test" + address


def test_a_week_is_a_list_of_events(visit, site) -> None:
    make("calendar_entry", site, date="2026-07-14", title="Họp\nđầu tuần", start_time="08:00",
         end_time="09:30", location="Hội trường", status="cancelled")  # fmt: skip
    make("calendar_entry", site, date="2026-07-15", title="Tiếp công dân")
    make("calendar_entry", site, date="2026-07-16", title="Trực", start_time="19:00",
         end_time="06:00")  # fmt: skip

    page = visit("/lich-lam-viec/2026-W29")

    meeting, reception, watch = page.linked_data["@graph"]
    assert meeting["@type"] == "Event"
    assert meeting["name"] == "Họp đầu tuần"
    assert meeting["startDate"] == "2026-07-14T08:00:00+07:00"
    assert meeting["endDate"] == "2026-07-14T09:30:00+07:00"
    assert meeting["eventStatus"] == "https://schema.org/EventCancelled"
    assert meeting["location"]["name"] == "Hội trường"
    assert reception["startDate"] == "2026-07-15"
    assert "endDate" not in reception
    assert watch["endDate"] == "2026-07-17T06:00:00+07:00"
    assert page.title == "Lịch làm việc: Tuần 29, từ 13/07 đến 19/07/2026 – Xã Yên Hòa"


def test_only_what_has_an_address_of_its_own_is_indexed(visit, site, category) -> None:
    for number in range(13):
        make_article(site, f"Bài {number}", category=str(category.id), at=at(number))
    first = visit("/chuyen-muc/tin-xa").part("main")

    later = visit(first.partition('rel="next" href="')[2].partition('"')[0])

    assert visit("/chuyen-muc/tin-xa").meta.get("robots") is None
    assert visit("/thong-bao").meta.get("robots") is None
    past, empty = visit("/thong-bao?tinh-trang=da-het-han"), visit("/lich-lam-viec/2031-W02")
    for page in (later, past, empty):
        assert page.status == 200
        assert page.meta["robots"] == page.headers["X-Robots-Tag"] == "noindex"
    assert later.links["canonical"] == "http://portal.test/chuyen-muc/tin-xa"
    assert "Bài 0" in later.part("main")


def test_t07_no_text_leaves_its_place(visit, app) -> None:
    site = make_site(name="Xã <b>\"Yên\" & 'Hòa'</b>", organisation="</script><script>x")
    for number, text in enumerate(HOSTILE):
        title = f"Bài {number} {text}"
        article = make_article(site, title, lead=text, byline=text, at=at(number))
        slug = _slug_of(article)

        page = visit(f"/bai-viet/{slug}")

        assert page.status == 200
        stored = page.handed["answers"][f"/v1/sites/yen-hoa/articles/{slug}"]["body"]
        assert page.title == f"{stored['title']} – {stored['site']['name']}"
        assert page.meta["og:title"] == stored["title"]
        assert page.linked_data["headline"] == stored["title"]
        assert page.linked_data["author"]["name"] == stored["byline"]
        assert page.meta["og:site_name"] == stored["site"]["name"]
        assert list(page.scripts) == ["application/ld+json", "application/json"]
        assert page.html.count("<script") == 3
        assert page.html.count("</script>") == 3
        assert "49" not in page.title


def test_t07_the_blocks_hold_no_character_that_html_looks_at(visit, site) -> None:
    make_article(site, "".join(HOSTILE))

    page = visit("/")

    for data in (*page.scripts["application/json"], *page.scripts["application/ld+json"]):
        assert not set(data) & set("<>&\u2028\u2029")
        assert orjson.loads(data)


def _slug_of(document) -> str:
    return str(Article.get_by_id(document.id).slug)
