"""Citizens leaf through the news of one category; every page of it has an address."""

import re

from playwright.sync_api import expect

from tests.browser.checks import (
    WIDTHS,
    answer_of,
    arrive_unfilled,
    assert_no_complaints,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.serving import LiveServer

CATEGORY = "/chuyen-muc/cai-cach-hanh-chinh"
CARDS = ".article-card"


@WIDTHS
def test_it_shows_the_articles_of_a_category(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    wanted = answer_of(
        live_server, "/v1/articles?site=yen-hoa&category=cai-cach-hanh-chinh&limit=12"
    )

    page.goto(f"{live_server.url}{CATEGORY}")
    wait_until_shown(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Cải cách hành chính")
    expect(page).to_have_title("Cải cách hành chính – Cổng thông tin điện tử xã Yên Hòa")
    titles = page.locator(CARDS).get_by_role("heading", level=2).all_inner_texts()
    assert titles == [each["title"] for each in wanted["items"]]
    assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


@WIDTHS
def test_it_leads_to_the_category_below_and_back_up(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page

    page.goto(f"{live_server.url}{CATEGORY}")
    wait_until_shown(page)
    below = page.get_by_role("navigation", name="Chuyên mục con")
    below.get_by_role("link", name="Chuyển đổi số").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chuyển đổi số")
    way = page.get_by_role("navigation", name="Đường dẫn")
    way.get_by_role("link", name="Cải cách hành chính").click()

    expect(page).to_have_url(f"{live_server.url}{CATEGORY}")


def test_older_articles_have_an_address_that_can_be_shared(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    first = answer_of(live_server, "/v1/articles?site=yen-hoa&limit=1")
    page.route(
        "**/v1/articles?*limit=12",
        lambda route: route.fulfill(json={**first, "next": "/v1/articles?limit=12&cursor=a%2Bb"}),
    )
    page.route(
        "**/v1/articles?*cursor=*", lambda route: route.fulfill(json={**first, "next": None})
    )
    arrive_unfilled(page)

    page.goto(f"{live_server.url}{CATEGORY}")
    page.get_by_role("link", name="Tin cũ hơn").click()

    expect(page).to_have_url(re.compile(r"/chuyen-muc/cai-cach-hanh-chinh\?cursor=a%2Bb$"))
    newer = page.get_by_role("link", name="Tin mới hơn")
    expect(newer).to_have_attribute("href", f"{CATEGORY}?cursor=a%2Bb&nguoc=true")
    expect(page.get_by_role("link", name="Tin cũ hơn")).to_have_count(0)


def test_a_category_that_does_not_exist_is_no_page(
    live_server: LiveServer, watched: Watched
) -> None:
    arrive_unfilled(watched.page)

    watched.page.goto(f"{live_server.url}/chuyen-muc/khong-he-co")

    expect(watched.page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")


def test_it_does_not_call_a_category_unknown_while_the_names_cannot_be_had(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.route("**/v1/categories*", lambda route: route.abort())
    page.route("**/v1/articles?*", lambda route: route.fulfill(json={"items": [], "next": None}))
    arrive_unfilled(page)

    page.goto(f"{live_server.url}{CATEGORY}")

    expect(page.get_by_role("heading", name="Chưa tải được nội dung")).to_be_visible()


@WIDTHS
def test_a_tag_leads_to_all_that_have_it(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{live_server.url}/tu-khoa/chuyen-doi-so")
    wait_until_shown(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Từ khóa: chuyển đổi số")
    assert_nothing_sticks_out(page)
    page.locator(CARDS).get_by_role("link").first.click()

    page.get_by_role("link", name="chuyển đổi số", exact=True).click()

    expect(page).to_have_url(f"{live_server.url}/tu-khoa/chuyen-doi-so")
    assert_no_complaints(watched)
    assert page.goto(f"{live_server.url}/tu-khoa/khong-ai-co").status == 404
