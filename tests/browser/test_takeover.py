"""Scripts that come late take over a page that is in use: nothing that its reader did is lost."""

from itertools import takewhile
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.addresses import ARTICLE, NOTICE, SEARCH
from tests.browser.checks import SCRIPTS, WIDTHS, Held, assert_nothing_jumps, wait_until_shown
from tests.browser.conftest import Watched
from tests.serving import LiveServer

DESK = pytest.mark.parametrize("watched", [1280], indirect=True)
FILLED = ("/", ARTICLE, "/chuyen-muc/cai-cach-hanh-chinh", "/trang/gioi-thieu", NOTICE, SEARCH)
# What the keyboard reaches, in this order.
REACHED = """() => [...document.querySelectorAll("a, button, input, select, summary, [tabindex]")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .map((each) => `${each.localName} ${each.getAttribute("href") ?? each.name ?? each.className}`)"""
NEEDS_SCRIPTS = ("button", "select")
MARKED = r"getSelection().getRangeAt(0).toString().replace(/\s+/g, ' ').trim()"


class Late:
    """A page whose scripts are on their way until they are let through."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page = page
        self._server = server
        self._held = Held()

    def open(self, path: str) -> Page:
        """As it stands without them."""
        self.page.route(SCRIPTS, self._held)
        with self.page.expect_request(SCRIPTS):
            self.page.goto(f"{self._server.url}{path}", wait_until="commit")
        self.page.locator(".site-footer dl").wait_for()
        return self.page

    def take_over(self) -> None:
        """Let them come, and what they ask for."""
        self._held.let_through()
        wait_until_shown(self.page)


@pytest.fixture
def late(live_server: LiveServer, watched: Watched) -> Late:
    """Opens pages before their scripts come."""
    return Late(watched.page, live_server)


def focus(page: Page) -> Any:
    """Which of all elements that are for the same has the focus."""
    return page.evaluate(
        """() => {
          const { localName, name, href } = document.activeElement;
          const alike = [...document.querySelectorAll(localName)]
            .filter((each) => each.name === name && each.href === href);
          return [localName, name, href, alike.indexOf(document.activeElement)];
        }"""
    )


@DESK
@pytest.mark.parametrize("path", ["/", ARTICLE, "/lien-he", "/lich-lam-viec"])
def test_what_is_typed_in_the_head_stays_with_its_caret(late: Late, path: str) -> None:
    box = late.open(path).get_by_role("searchbox", name="Từ cần tìm")
    box.press_sequentially("ho so")
    box.press("ArrowLeft")

    late.take_over()

    expect(box).to_have_value("ho so")
    expect(box).to_be_focused()
    assert box.evaluate("each => [each.selectionStart, each.selectionEnd]") == [4, 4]


@pytest.mark.parametrize("path", [*FILLED, "/thong-bao", "/lien-he", "/lich-lam-viec"])
@pytest.mark.parametrize(
    ("watched", "number"), [(360, 0), (1280, -1)], indirect=["watched"], ids=["first", "last"]
)
def test_the_focus_stays_where_it_is(late: Late, path: str, number: int) -> None:
    page = late.open(path)
    link: Locator = page.locator("main a").nth(number)
    link.focus()
    before, top = focus(page), link.bounding_box()

    late.take_over()

    assert focus(page) == before
    assert path not in FILLED or link.bounding_box() == top


@DESK
def test_what_is_open_stays_open(late: Late) -> None:
    page = late.open("/")
    news = page.locator(".menu details").filter(has_text="Tin tức")
    news.locator("summary").press("Enter")
    news.get_by_role("link").first.focus()

    late.take_over()

    expect(news).to_have_attribute("open", "")
    expect(news.get_by_role("link").first).to_be_focused()


def test_what_is_chosen_before_is_what_is_looked_for(late: Late) -> None:
    page = late.open("/tim-kiem?q=dat+dai")
    page.get_by_text("Chọn loại, ngày đăng").click()
    page.get_by_label("Loại").select_option("Thông báo")
    page.get_by_label("Đến ngày").fill("2026-11-30")
    page.get_by_label("Từ cần tìm").fill("ho so")

    late.take_over()

    expect(page).to_have_url(f"{page.url.partition('?')[0]}?q=ho+so&loai=notice&den=2026-11-30")
    expect(page.get_by_label("Loại")).to_have_value("notice")
    expect(page.get_by_label("Đến ngày")).to_be_visible()
    expect(page.get_by_label("Từ cần tìm")).to_be_focused()
    expect(page.locator(".hit__type").filter(has_not_text="Thông báo")).to_have_count(0)


def test_a_question_that_is_not_changed_is_not_asked_again(late: Late) -> None:
    page, asked = late.open(f"{SEARCH}&loai=notice"), list[str]()
    page.on("request", lambda request: asked.append(request.url))

    late.take_over()

    assert [url for url in asked if "/v1/" in url] == []


@WIDTHS
@pytest.mark.parametrize("path", ["/", ARTICLE])
def test_marked_text_and_the_place_in_the_page_stay(late: Late, path: str) -> None:
    page = late.open(path)
    text = page.locator("main p:visible").nth(5)
    text.scroll_into_view_if_needed()
    text.select_text()
    before = page.evaluate(MARKED), text.bounding_box()

    late.take_over()

    assert before[0]
    assert (page.evaluate(MARKED), text.bounding_box()) == before


@WIDTHS
@pytest.mark.parametrize("path", FILLED)
def test_the_keyboard_goes_the_same_way_before_and_after(late: Late, path: str) -> None:
    page = late.open(path)
    before = page.evaluate(REACHED)

    late.take_over()

    after, added = iter(page.evaluate(REACHED)), list[str]()
    for each in before:
        added += takewhile(each.__ne__, after)
    added += after
    assert len(before) >= 10
    assert [
        each for each in added if not each.startswith(NEEDS_SCRIPTS) and "lang=en" not in each
    ] == []


def test_a_phone_has_menu_and_search_before_scripts_come(late: Late) -> None:
    page = late.open("/")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    expect(page.locator(".site-header").get_by_role("link", name="Tìm", exact=True)).to_be_visible()

    page.locator(".opener", has_text="Menu").click()
    expect(menu.get_by_role("link", name="Liên hệ")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    late.take_over()

    button = page.get_by_role("button", name="Menu")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.press("Space")
    expect(menu).to_be_hidden()
    assert_nothing_jumps(page)
    assert "#" not in page.url


def test_a_page_that_is_tried_again_answers_once(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.route("**/v1/home*", lambda route: route.abort())
    page.route(f"{live_server.url}/", lambda route: route.fulfill(path="frontend/index.html"))
    page.goto(live_server.url)
    for _ in range(2):
        page.get_by_role("button", name="Thử lại").click()
        expect(page.get_by_role("button", name="Thử lại")).to_be_enabled()
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_role("button", name="Thử lại")).to_be_enabled()
    page.get_by_role("button", name="Menu").click()

    assert len([url for url in asked if "/v1/home" in url]) == 1
    expect(page.locator("#menu")).to_be_visible()
