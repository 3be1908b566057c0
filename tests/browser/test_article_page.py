"""Citizens read the demo commune's news in a browser, from the real server."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

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

CARDS = ".article-card"
LONG_TITLE = re.compile("Chín tháng, bộ phận một cửa xã Yên Hòa")
LONG = "/bai-viet/mot-cua-chin-thang-2026"


@WIDTHS
def test_it_goes_from_the_list_to_an_article(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page

    page.goto(f"{live_server.url}/chuyen-muc/cai-cach-hanh-chinh")
    wait_until_shown(page)
    expect(page.locator(CARDS).first).to_be_visible()
    assert_nothing_sticks_out(page)
    page.locator(CARDS).get_by_role("link", name=LONG_TITLE).click()

    expect(page.get_by_role("heading", level=1, name=LONG_TITLE)).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}{LONG}")
    assert_no_complaints(watched)


@WIDTHS
def test_it_shows_everything_of_an_article(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page

    page.goto(f"{live_server.url}{LONG}")
    wait_until_shown(page)

    article = page.locator("article.article")
    expect(article.get_by_text("Lượt xem: 1.846", exact=True)).to_be_visible()
    expect(article.get_by_text("Thứ Hai, 12/10/2026 07:45")).to_be_visible()
    expect(article.get_by_text(re.compile("^Từ đầu năm đến hết tháng 9/2026"))).to_be_visible()
    expect(article.locator("figcaption")).to_have_count(2)
    expect(article.locator("figcaption").last).to_contain_text("Thanh niên tình nguyện")
    expect(article.get_by_role("table")).to_contain_text("11.482")
    expect(article.get_by_text("Hoài An", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Tin liên quan")).to_be_visible()
    assert_photos_load(page, at_least=2)
    assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


def test_it_shows_a_correction_and_a_source(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page

    page.goto(f"{live_server.url}/bai-viet/chu-dong-truoc-bao-thang-9-2026")
    expect(page.locator(".corrections")).to_contain_text("25/09/2026: Bản đăng lần đầu")
    page.goto(f"{live_server.url}/bai-viet/le-hoi-song-hoa-2026")

    expect(page.get_by_role("link", name="Tạp chí Văn hóa Lam Giang")).to_be_visible()
    assert_no_complaints(watched)


def test_the_footer_is_the_sites_identity_without_empty_rows(
    live_server: LiveServer, watched: Watched
) -> None:
    watched.page.goto(live_server.url)

    footer = watched.page.locator(".site-footer")
    expect(footer.get_by_role("link", name="0238 000 0000")).to_have_attribute(
        "href", "tel:02380000000"
    )
    expect(footer).to_contain_text("Chịu trách nhiệm chính")
    expect(footer).not_to_contain_text("Fax")


@WIDTHS
def test_it_says_that_there_is_nothing_at_an_unknown_address(
    live_server: LiveServer, watched: Watched
) -> None:
    answer = watched.page.goto(f"{live_server.url}/bai-viet/khong-he-co")

    heading = watched.page.get_by_role("heading", level=1, name="Không tìm thấy trang")
    expect(heading).to_be_visible()
    expect(watched.page.get_by_role("link", name="Về trang chủ")).to_be_visible()
    expect(watched.page.locator(".site-footer")).to_contain_text("Yên Hòa")
    assert answer is not None
    assert answer.status == 404
    assert all(line.startswith("404 ") for line in watched.refused)
    assert watched.policy_reports() == []


def test_it_says_why_an_article_was_withdrawn(live_server: LiveServer, watched: Watched) -> None:
    newer = answer_of(live_server, f"/v1/sites/yen-hoa/articles/{LONG.rsplit('/', 1)[1]}")
    gone = {
        "status": 410,
        "title": "Gone",
        "reason": "superseded",
        "public_note": "Số liệu đã được tính lại.",
        "withdrawn_at": "2026-10-01T08:00:00+07:00",
        "superseded_by": newer["id"],
    }
    arrive_unfilled(watched.page)
    watched.page.route(
        "**/v1/sites/yen-hoa/articles/*", lambda route: route.fulfill(status=410, json=gone)
    )

    watched.page.goto(f"{live_server.url}{LONG}")

    state = watched.page.get_by_role("alert")
    expect(state).to_contain_text("Nội dung đã được gỡ")
    expect(state).to_contain_text("đã có nội dung khác thay thế")
    expect(state).to_contain_text("Số liệu đã được tính lại.")
    expect(state).to_contain_text("01/10/2026")
    expect(state.get_by_role("link", name=newer["title"])).to_have_attribute("href", LONG)


@pytest.mark.parametrize("path", ["/", LONG])
def test_it_is_never_blank_while_the_api_is_down(
    live_server: LiveServer, watched: Watched, path: str
) -> None:
    page = watched.page
    arrive_unfilled(page)
    page.route("**/v1/**", lambda route: route.abort())

    page.goto(f"{live_server.url}{path}")
    expect(page.get_by_role("heading", name="Chưa tải được nội dung")).to_be_visible()
    page.unroute("**/v1/**")
    page.get_by_role("button", name="Thử lại").click()

    expect(page.locator("article").first).to_be_visible()
    expect(page.get_by_role("heading", name="Chưa tải được nội dung")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "addresses"),
    [("/", "**/v1/**"), ("/", "**/v1/home*"), (LONG, "**/v1/sites/*/articles/*")],
)
@pytest.mark.parametrize("answer", ["<html>Wi-Fi</html>", "null", "{}"])
def test_it_is_never_blank_when_the_api_talks_nonsense(
    live_server: LiveServer, watched: Watched, path: str, addresses: str, answer: str
) -> None:
    arrive_unfilled(watched.page)
    watched.page.route(addresses, lambda route: route.fulfill(status=200, body=answer))

    watched.page.goto(f"{live_server.url}{path}")

    expect(watched.page.get_by_text("Chưa tải được nội dung")).to_be_visible()


def test_it_is_never_blank_without_its_words(live_server: LiveServer, watched: Watched) -> None:
    watched.page.route("**/i18n/**", lambda route: route.abort())

    # As any other server sends it, not filled.
    watched.page.goto(f"{live_server.url}/index.html")

    expect(watched.page.get_by_text(re.compile("^Chưa tải được trang này"))).to_be_visible()
    expect(watched.page.get_by_text("Đang tải nội dung")).to_have_count(0)


def test_it_asks_for_javascript_in_words(live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)

    page = context.new_page()
    # As any other server sends it, not filled.
    page.goto(f"{live_server.url}/article.html")

    expect(page.get_by_text(re.compile("cần JavaScript"))).to_be_visible()
    context.close()


@pytest.mark.parametrize("watched", [320], indirect=True)
def test_it_fits_a_very_small_phone(live_server: LiveServer, watched: Watched) -> None:
    watched.page.goto(f"{live_server.url}{LONG}")
    wait_until_shown(watched.page)

    expect(watched.page.locator("article").first).to_be_visible()
    assert_nothing_sticks_out(watched.page)


def test_the_keyboard_skips_to_the_content(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(live_server.url)
    wait_until_shown(page)
    expect(page.locator(CARDS).first).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("main a").first).to_be_focused()


def test_no_plain_string_becomes_markup(live_server: LiveServer, watched: Watched) -> None:
    watched.page.goto(live_server.url)
    wait_until_shown(watched.page)
    expect(watched.page.locator(CARDS).first).to_be_visible()

    refusal = watched.page.evaluate(
        """() => {
          try { document.body.innerHTML = "<p>x</p>"; } catch (error) { return error.name; }
        }"""
    )

    assert refusal == "TypeError"


def assert_photos_load(page: Page, at_least: int) -> None:
    """Every photo is fetched once it is scrolled to, in a box of its true shape."""
    photos = page.locator("article.article img")
    assert photos.count() >= at_least
    for photo in photos.all():
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
        width, shape, box = photo.evaluate(
            """photo => [photo.naturalWidth, photo.width / photo.height,
                         photo.getAttribute("width") / photo.getAttribute("height")]"""
        )
        assert width > 0
        assert shape == pytest.approx(box, rel=0.02)
        assert photo.get_attribute("alt")
