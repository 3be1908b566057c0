"""Beside an article stand notices, banners and the week: in the page, or asked for when seen."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.addresses import ARTICLE
from tests.browser.checks import SCRIPTS, WIDTHS, arrive_unfilled, wait_until_shown
from tests.browser.conftest import Watched
from tests.serving import LiveServer

DESK = pytest.mark.parametrize("watched", [1280], indirect=True)
# The server fills the page in Vietnamese; its scripts know that this device reads English.
READS_ENGLISH = "localStorage.setItem('congxa.language', '\"en\"')"


@DESK
def test_the_side_of_an_article_follows_and_is_no_loss_when_it_fails(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    arrive_unfilled(page)
    page.goto(f"{live_server.url}{ARTICLE}")
    for name in ("Thông báo", "Lịch làm việc"):
        expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()

    page.route("**/v1/notices?*limit=6", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("heading", level=2, name="Lịch làm việc")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Thông báo")).to_have_count(0)

    page.route("**/pages/side.js", lambda route: route.abort())
    page.reload()
    expect(page.locator(".side")).not_to_have_attribute("data-side", "")
    expect(page.get_by_role("heading", level=2, name="Lịch làm việc")).to_have_count(0)
    expect(page.locator("article.article")).to_be_visible()

    page.unroute("**/pages/side.js")
    page.locator(".site-footer").scroll_into_view_if_needed()
    page.locator(".site-header").scroll_into_view_if_needed()
    expect(page.get_by_role("heading", level=2, name="Lịch làm việc")).to_be_visible()


@DESK
def test_the_side_of_an_article_waits_for_nothing_else(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    arrive_unfilled(page)
    page.route("**/v1/articles/*/related*", lambda route: None)

    page.goto(f"{live_server.url}{ARTICLE}")

    expect(page.get_by_role("heading", level=2, name="Lịch làm việc")).to_be_visible()


@WIDTHS
def test_the_side_that_came_with_an_article_stays_as_it_is(
    live_server: LiveServer, watched: Watched
) -> None:
    page, asked = watched.page, list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto(f"{live_server.url}{ARTICLE}")
    before = markup_of(page)
    page.unroute(SCRIPTS)

    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)
    page.locator(".side").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")

    assert "Hôm nay" in before
    assert markup_of(page) == before
    assert not [url for url in asked if "side.js" in url or "/v1/" in url]


@DESK
def test_the_side_that_came_speaks_the_language_of_the_frame(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.add_init_script(READS_ENGLISH)

    page.goto(f"{live_server.url}{ARTICLE}")

    side = page.locator(".side")
    expect(side.get_by_role("heading", level=2, name="Notices")).to_be_visible()
    expect(side.get_by_role("heading", level=2, name="Thông báo")).to_have_count(0)


@DESK
def test_the_side_that_came_stays_while_another_cannot_be_had(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.add_init_script(READS_ENGLISH)
    page.route("**/v1/banners?*", lambda route: route.abort())

    with page.expect_request("**/v1/banners?*"):
        page.goto(f"{live_server.url}{ARTICLE}")
    page.wait_for_load_state("networkidle")

    side = page.locator(".side")
    expect(side.get_by_role("heading", level=2, name="Thông báo")).to_be_visible()
    expect(side.get_by_role("heading", level=2, name="Lịch làm việc")).to_be_visible()


@DESK
def test_a_link_of_the_side_keeps_the_focus_in_another_language(
    live_server: LiveServer, watched: Watched
) -> None:
    page, held = watched.page, list[Route]()
    page.add_init_script(READS_ENGLISH)
    page.route("**/v1/banners?*", lambda route: held.append(route))
    with page.expect_request("**/v1/banners?*"):
        page.goto(f"{live_server.url}{ARTICLE}")
    link = page.locator(".side .notice-list a").first
    link.focus()

    for route in held:
        route.continue_()

    expect(page.locator(".side").get_by_role("heading", name="Notices")).to_be_visible()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("href", re.compile("lang=en$"))


def test_the_side_of_an_article_costs_nothing_before_one_comes_to_it(
    live_server: LiveServer, watched: Watched
) -> None:
    page, asked = watched.page, list[str]()
    page.on("request", lambda request: asked.append(request.url))
    arrive_unfilled(page)
    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)
    assert not [url for url in asked if "side" in url.rsplit("/", 1)[1] and ".js" in url]

    page.locator(".side").scroll_into_view_if_needed()

    expect(page.get_by_role("heading", level=2, name="Lịch làm việc")).to_be_visible()


@WIDTHS
def test_the_side_is_the_same_whoever_fills_it(live_server: LiveServer, watched: Watched) -> None:
    page, links = watched.page, ".side a"
    told = "all => all.map(({ href, textContent }) => `${href} ${textContent}`)"
    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)
    from_server = page.locator(links).evaluate_all(told)
    height = page.locator(".side").bounding_box()["height"]  # type: ignore[index]

    arrive_unfilled(page)
    page.reload()
    page.locator(".side").scroll_into_view_if_needed()
    expect(page.locator(links).nth(len(from_server) - 1)).to_be_attached()

    assert from_server
    assert page.locator(links).evaluate_all(told) == from_server
    assert page.locator(".side").bounding_box()["height"] == height  # type: ignore[index]


def markup_of(page: Page) -> str:
    """What stands in the side, without the small copies that are painted behind its pictures."""
    return re.sub(r' style="[^"]*"', "", page.locator(".side").inner_html())
