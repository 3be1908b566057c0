"""Citizens read the portal's standing pages and find those that belong with them."""

from datetime import datetime

from playwright.sync_api import expect

from tests.browser.checks import (
    WIDTHS,
    arrive_unfilled,
    assert_no_complaints,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.serving import LiveServer

ABOUT = "/trang/gioi-thieu"


@WIDTHS
def test_it_shows_a_page_and_those_below_it(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page

    page.goto(f"{live_server.url}{ABOUT}")
    wait_until_shown(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Giới thiệu")
    expect(page.locator(".article-body img").first).to_have_attribute("alt")
    assert_nothing_sticks_out(page)
    page.locator("main").get_by_role("link", name="Cơ cấu tổ chức").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cơ cấu tổ chức")
    way = page.get_by_role("navigation", name="Đường dẫn")
    expect(way.get_by_role("link", name="Giới thiệu")).to_have_attribute("href", ABOUT)
    assert_no_complaints(watched)


def test_it_says_how_long_ago_it_was_changed_and_when(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.clock.set_fixed_time(datetime.fromisoformat("2026-06-01T10:30:00+07:00"))

    page.goto(f"{live_server.url}{ABOUT}")
    wait_until_shown(page)

    time = page.locator(".updated time")
    expect(page.locator(".updated")).to_have_text("Cập nhật 2 giờ trước")
    expect(time).to_have_attribute("datetime", "2026-06-01T08:00:00+07:00")
    expect(time).to_have_attribute("title", "08:00 01/06/2026")
    assert_no_complaints(watched)


def test_it_says_why_a_page_was_withdrawn_and_what_stands_for_it(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    gone = {"status": 410, "title": "Gone", "reason": "superseded", "superseded_by": "new"}
    page.route("**/v1/sites/*/pages/*", lambda route: route.fulfill(status=410, json=gone))
    page.route(
        "**/v1/pages/new?*",
        lambda route: route.fulfill(json={"slug": "trang-moi", "title": "Trang mới"}),
    )
    arrive_unfilled(page)

    page.goto(f"{live_server.url}{ABOUT}")

    state = page.get_by_role("alert")
    expect(state).to_contain_text("đã có nội dung khác thay thế")
    expect(state.get_by_role("link", name="Trang mới")).to_have_attribute(
        "href", "/trang/trang-moi"
    )


def test_a_page_stands_when_the_list_of_pages_cannot_be_had(
    live_server: LiveServer, watched: Watched
) -> None:
    watched.page.route("**/v1/pages?*", lambda route: route.abort())
    arrive_unfilled(watched.page)

    watched.page.goto(f"{live_server.url}{ABOUT}")

    expect(watched.page.get_by_role("heading", level=1)).to_have_text("Giới thiệu")
