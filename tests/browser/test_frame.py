"""What stands around every page: menu, emergencies, letters and colours, languages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.checks import (
    WIDTHS,
    answer_of,
    arrive_unfilled,
    assert_no_complaints,
    assert_nothing_jumps,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.serving import LiveServer

ARTICLE = "/bai-viet/mot-cua-chin-thang-2026"
FRAME = ("**/v1/sites/yen-hoa", "**/v1/categories*", "**/v1/pages?*", "**/v1/notices?*")
PHONE = pytest.mark.parametrize("watched", [360], indirect=True)
DESK = pytest.mark.parametrize("watched", [1280], indirect=True)


def size_of_letters(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))


@WIDTHS
@pytest.mark.parametrize("path", ["/", ARTICLE, "/lien-he"])
def test_nothing_moves_when_the_scripts_take_over(
    live_server: LiveServer, watched: Watched, path: str
) -> None:
    watched.page.goto(f"{live_server.url}{path}")
    wait_until_shown(watched.page)

    assert_nothing_jumps(watched.page)


@pytest.mark.parametrize("failing", FRAME)
def test_a_page_stands_without_a_part_of_its_frame(
    live_server: LiveServer, watched: Watched, failing: str
) -> None:
    page = watched.page
    page.route(failing, lambda route: route.fulfill(status=200, body="<html>Wi-Fi</html>"))
    arrive_unfilled(page)

    page.goto(f"{live_server.url}{ARTICLE}")

    expect(page.locator("article.article")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_visible()
    expect(page.get_by_text("Chưa tải được nội dung")).to_have_count(0)


@PHONE
def test_the_menu_of_a_phone_opens_and_closes(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(live_server.url)
    wait_until_shown(page)
    menu = page.get_by_role("navigation", name="Menu chính")
    button = page.get_by_role("button", name="Menu")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()

    button.click()
    expect(menu).to_be_visible()
    menu.get_by_text("Tin tức", exact=True).click()
    expect(menu.get_by_role("link", name="Chuyển đổi số")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Chuyển đổi số")).to_be_hidden()
    page.keyboard.press("Escape")

    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_the_search_of_a_phone_opens_in_place(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(live_server.url)
    wait_until_shown(page)

    page.get_by_role("button", name="Tìm").first.click()
    expect(page.locator("#search input")).to_be_focused()
    page.keyboard.type("đất đai")
    page.keyboard.press("Enter")

    expect(page).to_have_title(re.compile("^đất đai – Tìm kiếm – "))
    assert_no_complaints(watched)


@pytest.mark.parametrize("has_scripts", [True, False])
def test_where_nothing_is_stands_what_may_be_meant(
    live_server: LiveServer, browser: Browser, has_scripts: bool
) -> None:
    page = browser.new_page(java_script_enabled=has_scripts)
    for path in ("/bai-viet/gao-yen-hoa-duoc-xep-hang", "/gao-yen-hoa-ba"):
        page.goto(f"{live_server.url}{path}")
        if has_scripts:
            wait_until_shown(page)

        link = page.locator("main").get_by_role("link", name="Gạo Yên Hòa được xếp hạng ba sao")
        expect(link).to_have_attribute("href", "/bai-viet/gao-yen-hoa-duoc-xep-hang-ba-sao")
        expect(page.locator("main").get_by_role("searchbox")).to_be_visible()
        expect(page.get_by_role("region", name="Tin khẩn")).to_be_visible()
    page.close()


@DESK
def test_the_menu_of_a_desk_leads_to_pages_and_categories(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.goto(live_server.url)
    wait_until_shown(page)
    menu = page.get_by_role("navigation", name="Menu chính")
    entries = menu.locator(".menu__list > li")
    assert len({entry.bounding_box()["y"] for entry in entries.all()}) == 1  # all in one line

    menu.get_by_text("Tin tức", exact=True).click()
    menu.get_by_role("link", name="Chuyển đổi số").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Chuyển đổi số")
    assert_no_complaints(watched)


@WIDTHS
def test_an_emergency_stands_on_every_page(live_server: LiveServer, watched: Watched) -> None:
    for path in ("/", ARTICLE, "/lien-he", "/khong/co"):
        watched.page.goto(f"{live_server.url}{path}")

        bar = watched.page.get_by_role("region", name="Tin khẩn")
        expect(bar.get_by_role("link")).to_have_attribute(
            "href", "/thong-bao/cam-qua-ngam-tran-khe-cat"
        )


def test_an_emergency_leaves_at_its_minute(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    start = datetime(2026, 11, 24, 8, tzinfo=UTC)
    found = answer_of(live_server, "/v1/notices?urgency=emergency")
    end = (start + timedelta(minutes=30)).isoformat()

    def soon_over(route: Route) -> None:
        route.fulfill(json={**found, "items": [{**found["items"][0], "expires_at": end}]})

    page.route("**/v1/notices?*urgency=emergency*", soon_over)
    arrive_unfilled(page)
    page.clock.install(time=start)
    page.goto(f"{live_server.url}{ARTICLE}")
    bar = page.get_by_role("region", name="Tin khẩn")
    expect(bar).to_be_visible()

    page.clock.fast_forward("29:50")
    expect(bar).to_be_visible()
    page.clock.fast_forward("00:15")

    expect(bar).to_have_count(0)


def test_the_foot_tells_how_often_the_portal_is_read_to_who_comes_to_it(
    live_server: LiveServer, watched: Watched
) -> None:
    page, asked = watched.page, list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)
    totals = page.locator(".site-footer").get_by_text("Hôm nay:")
    expect(totals).to_have_count(0)
    assert not [url for url in asked if url.endswith("/v1/views/totals")]

    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    ever = answer_of(live_server, "/v1/views/totals")["items"][0]["all"]
    grouped = f"{ever:,}".replace(",", ".")
    expect(totals).to_have_text(re.compile(rf"^Hôm nay: [\d.]+ · Tổng: {grouped[:-3]}\d+$"))
    expect(totals).to_be_visible()
    assert_no_complaints(watched)


@WIDTHS
def test_letters_grow_and_stay_large_on_the_next_page(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.goto(live_server.url)
    wait_until_shown(page)
    usual = size_of_letters(page)
    opener = page.get_by_role("button", name="Cỡ chữ", exact=True)
    if opener.is_visible():
        opener.click()

    for _ in range(3):
        page.get_by_role("button", name="A+, chữ lớn hơn").click()
    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)

    assert size_of_letters(page) == pytest.approx(usual * 1.5)
    assert_nothing_sticks_out(page)


@DESK
def test_colours_are_chosen_and_kept(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(live_server.url)
    wait_until_shown(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    expect(page.get_by_label("Màu nền")).to_have_value("auto")
    light = page.evaluate(ground)

    page.get_by_label("Màu nền").select_option("Nền tối")
    dark = page.evaluate(ground)
    page.get_by_label("Màu nền").select_option("Tương phản cao")
    page.goto(f"{live_server.url}{ARTICLE}")
    expect(page.get_by_label("Màu nền")).to_have_value("contrast")

    assert page.evaluate(ground) == "rgb(0, 0, 0)"
    assert len({light, dark, "rgb(0, 0, 0)"}) == 3


def test_a_device_that_keeps_nothing_shows_pages_all_the_same(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )

    page.goto(f"{live_server.url}/?lang=en")
    wait_until_shown(page)

    expect(page.get_by_role("heading", name="Featured news")).to_be_visible()
    page.locator(".article-card a").first.click()
    expect(page.get_by_role("heading", name="Related news")).to_be_visible()


@DESK
def test_the_frame_speaks_english_and_says_which_words_do_not(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)
    page.get_by_role("link", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("article.article h1")).to_have_attribute("lang", "vi")
    expect(page.get_by_text("Views: ").first).to_be_visible()
    wait_until_shown(page)  # the server fills a page in English; what keeps the choice is a script
    page.goto(f"{live_server.url}/lien-he")
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Liên hệ")

    assert_no_complaints(watched)


def test_a_slow_api_is_said_to_be_slow(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.route("**/v1/home*", lambda route: None)
    arrive_unfilled(page)
    page.clock.install()
    page.goto(live_server.url)
    expect(page.get_by_text("Đang tải nội dung")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_visible()

    page.clock.fast_forward("00:07")

    expect(page.get_by_text("Mạng đang chậm")).to_be_visible()


def test_an_address_can_be_copied_or_is_shown(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")

    page.get_by_role("button", name="Chép liên kết").click()

    expect(page.get_by_text(f"Địa chỉ của trang: {live_server.url}{ARTICLE}")).to_be_visible()
