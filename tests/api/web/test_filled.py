"""A page arrives filled from live rows, and hands its scripts what they would ask."""

import re
from datetime import datetime

import pytest
import time_machine

from tests.factories import make, make_article, make_category

WAY = r'rel="(prev|next)" href="/tin-theo-thang/([0-9-]+)"'
FRAME = [
    "/v1/sites/yen-hoa",
    "/v1/categories?site=yen-hoa&limit=100",
    "/v1/pages?site=yen-hoa&limit=100",
    "/v1/notices?site=yen-hoa&urgency=emergency&limit=3",
]


@pytest.fixture
def article(site):
    category = make_category(site, "Tin xã")
    return make_article(
        site,
        "Khánh thành cầu Đá",
        lead="Cây cầu nối hai bờ.",
        body_html="<h2>Đường mới</h2><p>Dài <strong>48</strong> mét.</p>",
        byline="Hoài An",
        category=str(category.id),
    )


def test_it_fills_an_article(visit, article) -> None:
    page = visit("/bai-viet/khanh-thanh-cau-da")

    main = page.part("main")
    assert page.status == 200
    assert page.title == "Khánh thành cầu Đá – Xã Yên Hòa"
    assert '<h1 class="article__title">Khánh thành cầu Đá</h1>' in main
    assert "Cây cầu nối hai bờ." in main
    assert "<h2>Đường mới</h2><p>Dài <strong>48</strong> mét.</p>" in main
    assert "Hoài An" in main
    assert "11/07/2026 19:00" in main
    assert "Đang tải" not in page.html
    assert "JavaScript" not in page.html
    assert '<main class="wrap" id="noi-dung" tabindex="-1">' in page.html


def test_it_fills_the_frame(visit, site, article) -> None:
    make("page", site, title="Giới thiệu")
    make("notice", site, title="Sơ tán khu ven sông", urgency="emergency")

    page = visit("/bai-viet/khanh-thanh-cau-da")

    header, footer = re.findall(r"<(?:header|footer) class=\"site.*?</(?:header|footer)>",
                                page.html, re.DOTALL)  # fmt: skip
    assert '<a class="site-header__name" href="/">Xã Yên Hòa</a>' in header
    assert 'href="/trang/gioi-thieu">Giới thiệu</a>' in header
    assert 'href="/chuyen-muc/tin-xa">Tin xã</a>' in header
    emergency = page.html.partition("<div data-emergency")[2].partition("<main")[0]
    assert '<a href="/thong-bao/so-tan-khu-ven-song">Sơ tán khu ven sông</a>' in emergency
    assert '<a href="tel:02380000000">0238 000 0000</a>' in footer
    assert "Fax" not in footer


ASKED = [
    ("/", ["/v1/home?site=yen-hoa"]),
    (
        "/bai-viet/khanh-thanh-cau-da?utm_source=zalo",
        ["/v1/sites/yen-hoa/articles/khanh-thanh-cau-da"],
    ),
    ("/chuyen-muc/tin-xa", ["/v1/articles?site=yen-hoa&category=tin-xa&limit=12"]),
    ("/thong-bao", ["/v1/notices?site=yen-hoa&active=true&limit=20"]),
    (
        "/thong-bao?loai=c%C3%B4ng+v%C4%83n&muc-do=important&tinh-trang=da-het-han",
        [
            "/v1/notices?site=yen-hoa&active=false&limit=20&urgency=important"
            "&kind=c%C3%B4ng+v%C4%83n"
        ],
    ),
    ("/thong-bao?tinh-trang=&loai=", ["/v1/notices?site=yen-hoa&active=true&limit=20"]),
    ("/thong-bao/khong-co", ["/v1/sites/yen-hoa/notices/khong-co"]),
    ("/thong-bao/Kh%C3%B4ng%20(c%C3%B3)!", []),
    (
        "/lich-lam-viec/Kh%C3%B4ng%20(c%C3%B3)!",
        ["/v1/calendar/weeks/Kh%C3%B4ng%20(c%C3%B3)!?site=yen-hoa"],
    ),
    ("/trang/khong-co", ["/v1/sites/yen-hoa/pages/khong-co"]),
    (
        "/lich-lam-viec/2026-W29",
        ["/v1/calendar/weeks/2026-W29?site=yen-hoa", "/v1/officials?site=yen-hoa&limit=100"],
    ),
    ("/lien-he", ["/v1/officials?site=yen-hoa&limit=100"]),
    ("/lanh-dao", ["/v1/officials?site=yen-hoa&limit=100"]),
    (
        "/tin-theo-thang/2026-02",
        [
            "/v1/articles?site=yen-hoa&published_after=2026-01-31T23%3A59%3A59.999999%2B07%3A00"
            "&published_before=2026-03-01T00%3A00%3A00%2B07%3A00&limit=24",
            "/v1/articles?site=yen-hoa&published_before=2026-02-01T00%3A00%3A00%2B07%3A00"
            "&limit=1&fields=published_at",
            "/v1/articles?site=yen-hoa&published_after=2026-02-28T23%3A59%3A59.999999%2B07%3A00"
            "&sort=published_at&limit=1&fields=published_at",
        ],
    ),
    ("/tin-theo-thang/2026-13", []),
    ("/khong/co/gi", []),]  # fmt: skip


def test_it_hands_exactly_what_the_page_would_ask(visit, article, client) -> None:
    for address, own in ASKED:
        handed = visit(address).handed

        assert handed["site"] == "yen-hoa"
        assert list(handed["answers"]) == [*own, *FRAME]
        for asked, answer in handed["answers"].items():
            said = client.get(asked, headers={"Accept-Language": "vi"})
            assert answer == {"status": said.status_code, "body": said.json}


def test_this_week_is_the_week_of_viet_nam(visit, site) -> None:
    # There Monday is half an hour old.
    with time_machine.travel("2026-07-12T17:30:00Z", tick=False):
        handed = visit("/lich-lam-viec").handed

    assert next(iter(handed["answers"])) == "/v1/calendar/weeks/2026-W29?site=yen-hoa"


def test_what_changes_is_there_at_once_and_what_does_not_costs_nothing(visit, site) -> None:
    make_article(site, "Bài một")
    first = visit("/")

    make_article(site, "Bài hai")
    second = visit("/")

    assert "Bài hai" not in first.html
    assert "Bài hai" in second.part("main")
    assert first.headers["ETag"] != second.headers["ETag"]
    assert visit("/", **{"If-None-Match": second.headers["ETag"]}).status == 304


def test_its_cache_tags_are_those_of_all_it_shows(visit, article) -> None:
    headers = visit("/bai-viet/khanh-thanh-cau-da").headers

    keys = headers["Surrogate-Key"].split()
    assert len(keys) == len(set(keys))
    lists = {f"list:{each}:yen-hoa" for each in ("article", "category", "page", "notice")}
    assert set(keys) > {str(article.id), "site:yen-hoa", *lists}
    assert headers["Cache-Control"].startswith("public, max-age=15")
    assert headers["Vary"] == "Accept-Encoding"


def test_a_campaign_in_the_address_is_the_same_page(visit, article) -> None:
    plain = visit("/bai-viet/khanh-thanh-cau-da")
    shared = visit("/bai-viet/khanh-thanh-cau-da?utm_source=zalo&fbclid=1")

    assert shared.html == plain.html
    assert shared.headers["ETag"] == plain.headers["ETag"]


def test_contacts_and_the_week_know_every_leader(visit, site) -> None:
    for number in range(25):
        make("official", site, name=f"Nguyễn Văn {number}", position="Công chức")

    told = {path: visit(path) for path in ("/lien-he", "/lanh-dao", "/lich-lam-viec")}

    for path, page in told.items():
        (answer,) = [each for at, each in page.handed["answers"].items() if "/officials" in at]
        assert len(answer["body"]["items"]) == 25, path
    assert told["/lien-he"].part("main").count('class="official__name"') == 25


def test_months_with_articles_lead_to_each_other(visit, site) -> None:
    for title, moment in (
        ("Tin đầu năm", "2026-01-01T00:00:00+07:00"),
        ("Tin cuối tháng", "2026-01-31T23:59:59.999999+07:00"),
        ("Tin đầu tháng Tư", "2026-04-01T00:00:00+07:00"),
    ):
        make_article(site, title, at=datetime.fromisoformat(moment))

    january, empty, april = (visit(f"/tin-theo-thang/2026-0{month}") for month in (1, 2, 4))

    assert (january.title, january.status) == ("Tin tháng 1/2026 – Xã Yên Hòa", 200)
    assert ["Tin đầu năm" in january.html, "Tin cuối tháng" in january.html] == [True, True]
    assert "Tin đầu tháng Tư" not in january.html
    assert re.findall(WAY, january.html) == [("next", "2026-04")]
    assert re.findall(WAY, april.html) == [("prev", "2026-01")]
    assert re.findall(WAY, empty.html) == [("prev", "2026-01"), ("next", "2026-04")]
    assert "Tháng này chưa có tin bài nào." in empty.html
    assert [each.meta.get("robots") for each in (january, empty)] == [None, "noindex"]
    assert visit("/tin-theo-thang").status == 200
    for nowhere in ("2026-00", "2026-13", "0001-01", "9999-12", "nam-nay"):
        assert visit(f"/tin-theo-thang/{nowhere}").status == 404


def test_whatever_there_is_more_of_than_an_answer_holds_is_led_on_to(visit, site) -> None:
    for number in range(1, 102):
        make("official", site, name=f"Bà {number:03}", order=number)
        make_category(site, f"Mục {number:03}")

    contact, first = visit("/lien-he").part("main"), visit("/lanh-dao").part("main")
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    menu = visit("/so-do-cong").html

    assert "Bà 100" in contact
    assert '<a href="/lanh-dao">Xem tất cả lãnh đạo</a>' in contact
    assert "Bà 101" in visit(following).part("main")
    assert visit("/lanh-dao?cursor=khong").status == 404
    assert "Mục 100" in menu
    assert "Chỉ có 100 mục đầu ở đây" in menu
