"""What stands beside an article is in the page itself: scripts are not handed it, and leave it."""

import re

import time_machine

from api.media.commands import keep_image
from tests.api.media.samples import encoded, picture
from tests.factories import NOON, make, make_article, make_category

ARTICLE = "/bai-viet/khanh-thanh-cau-da"
TUESDAY = "2026-07-14T02:00:00Z"


def side_of(page) -> str:
    """What the page has in its side."""
    return page.part("main").partition('<div class="side" data-side data-later>')[2]


def test_an_article_has_notices_banners_and_this_week_at_its_side(visit, site) -> None:
    make_article(site, "Khánh thành cầu Đá")
    make("notice", site, title="Cắt điện sáng Chủ nhật", number="12/TB-UBND")
    image = {"media": keep_image(encoded(picture(), "PNG"), NOON).id, "alt": "x"}
    make("banner", site, placement="sidebar", image=image, label="Hiến máu")
    make("banner", site, placement="header", image=image, label="Đầu trang")
    make("calendar_entry", site, date="2026-07-14", title="Tiếp công dân")

    with time_machine.travel(TUESDAY, tick=False):
        page = visit(ARTICLE)

    side = side_of(page)
    assert '<a href="/thong-bao/cat-dien-sang-chu-nhat">Cắt điện sáng Chủ nhật</a>' in side
    assert "Hiến máu" in side
    assert "Đầu trang" not in side
    assert "Tiếp công dân" in side
    assert re.search('aria-current="date">.*?Thứ Ba 14/07.*?Hôm nay', side, re.DOTALL)
    assert not [each for each in page.handed["answers"] if "banners" in each or "weeks" in each]


def test_related_articles_are_in_the_page_alone(visit, site) -> None:
    category = str(make_category(site, "Tin xã").id)
    for title in ("Khánh thành cầu Đá", "Thông xe đường Gạo"):
        make_article(site, title, category=category)

    page = visit(ARTICLE)

    related = page.part("main").partition("<div data-related data-later>")[2]
    assert '<a href="/bai-viet/thong-xe-duong-gao">Thông xe đường Gạo</a>' in related
    assert not [each for each in page.handed["answers"] if "related" in each]


def test_it_follows_what_stands_beside(visit, site) -> None:
    make_article(site, "Khánh thành cầu Đá")
    first = visit(ARTICLE)

    make("calendar_entry", site, date="2026-07-14", title="Tiếp công dân")
    with time_machine.travel(TUESDAY, tick=False):
        second = visit(ARTICLE)

    assert "Tiếp công dân" not in first.html
    assert "Tiếp công dân" in side_of(second)
    assert first.headers["ETag"] != second.headers["ETag"]
    assert {"list:banner:yen-hoa", "list:notice:yen-hoa"} < set(
        second.headers["Surrogate-Key"].split()
    )


def test_today_is_another_page_tomorrow(visit, site) -> None:
    make_article(site, "Khánh thành cầu Đá")

    tags = []
    for day in ("2026-07-14T02:00:00Z", "2026-07-15T02:00:00Z"):
        with time_machine.travel(day, tick=False):
            tags.append(visit(ARTICLE).headers["ETag"])

    assert tags[0] != tags[1]


def test_other_pages_ask_for_no_side(visit, site) -> None:
    make("page", site, title="Giới thiệu")
    make("notice", site, title="Cắt nước")

    for path in ("/trang/gioi-thieu", "/thong-bao/cat-nuoc", "/bai-viet/khong-co"):
        assert "list:banner:yen-hoa" not in visit(path).headers.get("Surrogate-Key", "")
