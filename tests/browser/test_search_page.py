"""Citizens find what was published while they type, and lose nothing when a question fails."""

import fnmatch
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.addresses import SEARCH
from tests.browser.checks import (
    WIDTHS,
    answer_of,
    assert_no_complaints,
    assert_nothing_jumps,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.serving import LiveServer

API = "**/v1/search?*"
Opened = Callable[[str], Page]


@pytest.fixture
def opened(live_server: LiveServer, watched: Watched) -> Opened:
    """Opens an address of the search; time stands still but where it is told to run."""

    def opened(path: str) -> Page:
        watched.page.clock.install(time="2026-11-24T08:00:00Z")
        watched.page.goto(f"{live_server.url}{path}")
        wait_until_shown(watched.page)
        watched.page.clock.pause_at("2026-11-24T09:00:00Z")
        return watched.page

    return opened


def box(page: Page):
    return page.get_by_role("searchbox", name="Từ cần tìm")


def status(page: Page):
    return page.get_by_role("status").and_(page.locator(".search__status"))


@WIDTHS
def test_it_finds_while_one_types(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{live_server.url}/tim-kiem")
    wait_until_shown(page)
    asked = "/v1/search?site=yen-hoa&q=dat+dai&limit=10&total=true&prefix=true"
    found = answer_of(live_server, asked)

    box(page).press_sequentially("dat dai", delay=20)

    expect(status(page)).to_have_text(f"Tìm thấy {found['total']} kết quả.")
    expect(page.locator(".hit")).to_have_count(len(found["items"]))
    expect(page.locator(".hit mark").first).to_have_text(re.compile("đất", re.IGNORECASE))
    expect(page).to_have_url(f"{live_server.url}/tim-kiem?q=dat+dai")
    expect(box(page)).to_be_focused()
    assert_nothing_jumps(page)
    assert_no_complaints(watched)


def test_it_waits_until_one_pauses(opened: Opened) -> None:
    page, asked = opened("/tim-kiem"), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    searches = partial(fnmatch.filter, asked, "*/v1/search*")

    for word in ("ho", "ho so", "ho so dat"):
        box(page).fill(word)
        page.clock.run_for(200)
    assert searches() == []
    page.clock.run_for(100)

    expect(page.locator(".hit").first).to_be_visible()
    assert [parse_qs(urlsplit(url).query)["q"] for url in searches()] == [["ho so dat"]]


def test_the_last_question_alone_counts(opened: Opened) -> None:
    page, held = opened("/tim-kiem"), list[Route]()
    page.route("**/v1/search?*q=cu&*", lambda route: held.append(route))

    box(page).fill("cu")
    with page.expect_request(API):
        page.clock.run_for(300)
    box(page).fill("dat dai")
    page.clock.run_for(300)
    expect(page.locator(".hit").first).to_be_visible()
    told = status(page).inner_text()
    for route in held:
        route.fulfill(json={"items": [], "next": None, "total": 0})
    page.clock.run_for(1_000)

    assert held
    expect(status(page)).to_have_text(told)
    assert page.url.endswith("?q=dat+dai")


def test_choices_are_kept_in_the_address(opened: Opened) -> None:
    page = opened("/tim-kiem?q=ho+so")

    page.get_by_text("Chọn loại, ngày đăng").click()
    page.get_by_label("Loại").select_option("Thông báo")
    page.get_by_label("Đến ngày").fill("2026-11-30")
    page.clock.run_for(300)

    expect(page).to_have_url(re.compile(r"\?q=ho\+so&loai=notice&den=2026-11-30$"))
    expect(page.locator(".hit__type").filter(has_not_text="Thông báo")).to_have_count(0)
    page.reload()
    wait_until_shown(page)
    expect(page.get_by_label("Loại")).to_have_value("notice")


def test_more_are_added_and_the_first_of_them_has_the_focus(opened: Opened) -> None:
    page = opened(SEARCH)
    page.get_by_role("link", name="Xem thêm kết quả").focus()

    page.keyboard.press("Enter")

    expect(page.locator(".hit").nth(10).get_by_role("link")).to_be_focused()
    expect(status(page)).to_have_text("Đã thêm 10 kết quả.")
    titles = page.locator(".hit__title").all_inner_texts()
    assert len(titles) == 20
    assert "cursor" not in page.url


REFUSALS = [
    ({"status": 429, "headers": {"Retry-After": "7"}}, "sau 7 giây"),
    ({"status": 500}, "máy chủ chưa trả lời"),
    ({"status": 200, "body": "<html>Wi-Fi"}, "máy chủ chưa trả lời"),
]


@pytest.mark.parametrize(("answer", "words"), REFUSALS)
def test_what_was_found_stays_when_a_question_fails(opened: Opened, answer, words: str) -> None:
    page = opened(SEARCH)
    shown = page.locator(".hit").count()
    page.route(API, lambda route: route.fulfill(**answer))

    box(page).fill("dat dai")
    page.clock.run_for(300)
    expect(status(page)).to_contain_text(words)
    expect(page.locator(".hit")).to_have_count(shown)
    page.unroute(API)
    page.get_by_role("button", name="Thử lại").click()

    expect(status(page)).to_contain_text("Tìm thấy")
    expect(page.get_by_role("button", name="Thử lại")).not_to_be_visible()


def test_nothing_found_is_said_with_advice(opened: Opened) -> None:
    page = opened(SEARCH)

    box(page).fill("xyzzy khong he co")
    page.clock.run_for(300)

    expect(status(page)).to_have_text("Không tìm thấy kết quả nào.")
    expect(page.get_by_text("Thử bỏ dấu")).to_be_visible()


@WIDTHS
def test_every_page_leads_to_the_search(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{live_server.url}/lien-he")
    wait_until_shown(page)

    if not box(page).is_visible():
        page.locator(".site-header").get_by_role("button", name="Tìm").first.click()
    box(page).fill("dat dai")
    box(page).press("Enter")

    expect(page).to_have_url(f"{live_server.url}/tim-kiem?q=dat+dai")
    expect(page.locator(".hit").first).to_be_visible()
