"""What holds of every page, as people see it on a phone and on a desk."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.addresses import ARTICLE, KINDS, address
from tests.browser.checks import (
    WIDTHS,
    assert_no_complaints,
    assert_nothing_jumps,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.serving import LiveServer

EVERY_PAGE = pytest.mark.parametrize("kind", KINDS)
# What takes its time to change, or moves by itself.
MOVING = """() => {
  const isLong = (times) => times.split(", ").some((time) => parseFloat(time) > 0.01);
  const isMoving = (each) => {
    const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(each);
    return isLong(transitionDuration) || isLong(animationDuration) || scrollBehavior === "smooth";
  };
  return [...document.querySelectorAll("*")].filter(isMoving).map((each) => each.outerHTML);
}"""
TEXT_SIZES = ("small", "large", "larger", "largest")


@WIDTHS
@EVERY_PAGE
def test_a_page_is_shown_without_complaint_jump_or_sideways_scroll(
    live_server: LiveServer, watched: Watched, kind: str
) -> None:
    page = watched.page

    page.goto(f"{live_server.url}{address(live_server, kind)}", wait_until="load")
    wait_until_shown(page)

    expect(page.locator("main h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "vi"
    assert_nothing_sticks_out(page)
    assert_nothing_jumps(page)
    assert_no_complaints(watched)


@pytest.mark.parametrize("watched", [320], indirect=True)
@EVERY_PAGE
def test_it_fits_a_very_small_phone_at_every_size_of_letters(
    live_server: LiveServer, watched: Watched, kind: str
) -> None:
    page = watched.page
    page.goto(f"{live_server.url}{address(live_server, kind)}")
    wait_until_shown(page)

    for size in TEXT_SIZES:
        page.evaluate("size => { document.documentElement.dataset.size = size; }", size)

        assert_nothing_sticks_out(page)


@pytest.mark.parametrize("watched", [1280], indirect=True)
@EVERY_PAGE
def test_it_fits_at_twice_the_size_of_a_desk(
    live_server: LiveServer, watched: Watched, kind: str
) -> None:
    page = watched.page
    page.goto(f"{live_server.url}{address(live_server, kind)}")
    wait_until_shown(page)

    # A zoom of 200 % leaves half of the width, in pixels of the style sheet.
    page.set_viewport_size({"width": 640, "height": 400})

    assert_nothing_sticks_out(page)


@EVERY_PAGE
def test_nothing_moves_for_those_who_asked_for_stillness(
    live_server: LiveServer, browser: Browser, kind: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 360, "height": 800})
    page = context.new_page()

    page.goto(f"{live_server.url}{address(live_server, kind)}")
    wait_until_shown(page)

    moving = page.evaluate(MOVING)
    context.close()
    assert moving == []


def test_it_is_printed_without_what_paper_cannot_do(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{live_server.url}{ARTICLE}")
    wait_until_shown(page)

    page.emulate_media(media="print")

    expect(page.locator("main h1")).to_be_visible()
    for hidden in (".menu", ".skip-link", ".site-header button", "main button"):
        for each in page.locator(hidden).all():
            expect(each).not_to_be_visible()
