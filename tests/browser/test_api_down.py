"""The API is slow, down, or talks nonsense: pages say so, keep what is there, can try again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.addresses import ARTICLE, KINDS, address
from tests.browser.checks import assert_nothing_sticks_out, wait_until_shown
from tests.browser.conftest import Watched
from tests.browser.static_host import StaticHost, hosting
from tests.serving import LiveServer

API = "**/v1/**"
EVERY_PAGE = pytest.mark.parametrize("kind", KINDS)
UNREACHABLE = "Chưa tải được nội dung"
PROBLEM = {"status": 500, "title": "Internal Server Error", "code": "internal_error"}
ANSWERS = {
    "no connection": {"abort": "connectionrefused"},
    "no name": {"abort": "namenotresolved"},
    "a problem": {"status": 500, "json": PROBLEM},
    "a gateway": {"status": 502, "body": "<html>Bad gateway</html>"},
    "another page": {"status": 200, "body": "<html>Wi-Fi</html>", "content_type": "text/html"},
    "half an answer": {"status": 200, "body": '{"items": [{"id": "01a2', "content_type": "json"},
    "something else": {"status": 200, "json": {"status": "ok"}},
    "nothing": {"status": 200, "body": ""},
}
# Every page without an answer and with a broken one; one page with each of the others.
CASES = [
    *((kind, how) for kind in KINDS for how in ("no connection", "half an answer")),
    *(("article", how) for how in ANSWERS if how not in ("no connection", "half an answer")),
]
ALLOWED = {"Access-Control-Allow-Origin": "*"}


@pytest.fixture(scope="module")
def host(live_server: LiveServer) -> Iterator[StaticHost]:
    """The pages on an origin of their own: nothing is handed to them, all is asked of the API."""
    with hosting(live_server.url) as host:
        yield host


def answer(page: Page, name: str) -> None:
    """From here on the API answers so."""
    how = dict(ANSWERS[name])

    def fulfil(route: Route) -> None:
        if "abort" in how:
            route.abort(how["abort"])
        else:
            route.fulfill(headers=ALLOWED, **how)

    page.route(API, fulfil)


@pytest.mark.parametrize(("kind", "how"), CASES)
def test_it_says_so_and_can_be_tried_again(
    live_server: LiveServer, host: StaticHost, watched: Watched, kind: str, how: str
) -> None:
    page = watched.page
    answer(page, how)

    page.goto(f"{host.url}{address(live_server, kind)}")
    expect(page.get_by_role("heading", level=1, name=UNREACHABLE)).to_be_visible()
    expect(page.locator(".site-header a").first).to_be_visible()
    assert_nothing_sticks_out(page)
    page.unroute(API)
    page.get_by_role("button", name="Thử lại").click()

    expect(page.get_by_role("heading", name=UNREACHABLE)).to_have_count(0)
    expect(page.locator("main h1")).to_be_attached()
    expect(page.locator(".site-footer")).to_contain_text("Yên Hòa")
    assert not any(line.startswith("TypeError") for line in watched.complaints)
    assert watched.policy_reports() == []


@EVERY_PAGE
def test_what_the_server_wrote_is_kept_when_the_api_fails_afterwards(
    live_server: LiveServer, watched: Watched, kind: str
) -> None:
    page = watched.page
    answer(page, "no connection")

    page.goto(f"{live_server.url}{address(live_server, kind)}")
    wait_until_shown(page)

    expect(page.get_by_role("heading", name=UNREACHABLE)).to_have_count(0)
    expect(page.locator(".site-footer")).to_contain_text("Yên Hòa")


@EVERY_PAGE
def test_a_slow_api_is_waited_for_in_words(
    live_server: LiveServer, host: StaticHost, watched: Watched, kind: str
) -> None:
    page, held, released = watched.page, list[Route](), list[bool]()
    page.clock.install()
    page.route(API, lambda route: route.continue_() if released else held.append(route))

    page.goto(f"{host.url}{address(live_server, kind)}")
    expect(page.get_by_role("status").filter(has_text="Đang tải nội dung")).to_be_visible()
    page.clock.run_for(7_000)
    expect(page.locator("[data-loading]")).not_to_contain_text("Đang tải nội dung…")
    expect(page.locator("[data-loading]")).to_be_visible()
    released.append(True)
    for route in held:
        route.continue_()

    wait_until_shown(page)
    expect(page.locator("[data-loading]")).to_have_count(0)


def test_a_part_that_fails_leaves_the_rest(
    live_server: LiveServer, host: StaticHost, watched: Watched
) -> None:
    page = watched.page
    for part in ("categories*", "pages*", "notices*", "articles/*/related*"):
        page.route(f"**/v1/{part}", lambda route: route.abort())

    page.goto(f"{host.url}{ARTICLE}")

    expect(page.locator("article.article h1")).to_be_visible()
    expect(page.locator(".site-footer")).to_contain_text("Yên Hòa")
    expect(page.get_by_role("heading", name=UNREACHABLE)).to_have_count(0)


def test_the_calendar_offers_whom_it_names_without_the_officials(
    live_server: LiveServer, host: StaticHost, watched: Watched
) -> None:
    page = watched.page
    page.route("**/v1/officials*", lambda route: route.abort())

    page.goto(f"{host.url}/lich-lam-viec")

    expect(page.locator(".calendar")).to_be_visible()
    expect(page.locator(".calendar__filter")).to_be_visible()
