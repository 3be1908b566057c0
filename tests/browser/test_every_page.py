"""What holds of every page, as people see it on a phone and on a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import ARTICLE, EVERY, KINDS, address
from tests.browser.checks import (
    assert_no_complaints,
    assert_nothing_jumps,
    assert_nothing_sticks_out,
    wait_until_shown,
    words_of_no_language,
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
# With tables, papers, sources and corrections.
OTHERS = ("/thong-bao/cam-qua-ngam-tran-khe-cat", "/bai-viet/chu-dong-truoc-bao-thang-9-2026",
          "/bai-viet/le-hoi-song-hoa-2026", "/lich-lam-viec")  # fmt: skip
# What editors write may be one long word, an address of the web say; what breaks nowhere is ours.
LONG_WORDS = """() => {
  const isOurs = ({ parentElement: parent }) =>
    parent.closest("button, script, select") || getComputedStyle(parent).whiteSpace !== "normal";
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!isOurs(node)) node.data = node.data.replace(/\\p{L}{3,}/u, (word) => word.repeat(40));
  }
}"""
TEXT_SIZES = ("small", "large", "larger", "largest")


PHONE = pytest.mark.parametrize("watched", [360], indirect=True)
DESK = pytest.mark.parametrize("watched", [1280], indirect=True)


@PHONE
@EVERY_PAGE
def test_a_phone_shows_it_whatever_its_width_and_letters(
    live_server: LiveServer, watched: Watched, kind: str
) -> None:
    page = open_page(live_server, watched, kind)

    assert_as_it_should_be(watched)
    page.set_viewport_size({"width": 320, "height": 800})
    for size in TEXT_SIZES:
        page.evaluate("size => { document.documentElement.dataset.size = size; }", size)
        assert_nothing_sticks_out(page)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.evaluate(LONG_WORDS)
    assert_nothing_sticks_out(page)


@DESK
@EVERY_PAGE
def test_a_desk_shows_it_at_twice_the_size_too(
    live_server: LiveServer, watched: Watched, kind: str
) -> None:
    page = open_page(live_server, watched, kind)

    assert_as_it_should_be(watched)
    page.evaluate(LONG_WORDS)
    assert_nothing_sticks_out(page)
    # A zoom of 200 % leaves half of the width, in pixels of the style sheet.
    page.set_viewport_size({"width": 640, "height": 400})
    assert_nothing_sticks_out(page)


def open_page(server: LiveServer, watched: Watched, kind: str) -> Page:
    watched.page.goto(f"{server.url}{address(server, kind)}", wait_until="load")
    wait_until_shown(watched.page)
    return watched.page


def assert_as_it_should_be(watched: Watched) -> None:
    """One heading, in Vietnamese, without complaint, jump or sideways scroll."""
    expect(watched.page.locator("main h1")).to_have_count(1)
    assert watched.page.locator("html").get_attribute("lang") == "vi"
    assert_nothing_sticks_out(watched.page)
    assert_nothing_jumps(watched.page)
    assert_no_complaints(watched)


def test_content_says_its_language_in_a_frame_of_another(
    live_server: LiveServer, watched: Watched
) -> None:
    paths = [address(live_server, kind) for kind in EVERY] + [*OTHERS]
    parser = watched.page

    foreign = {path: words_of_no_language(parser, live_server, path) for path in paths}

    assert foreign == {path: [] for path in paths}


def test_it_is_printed_without_what_paper_cannot_do(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.emulate_media(media="print")
    for path in (ARTICLE, "/lanh-dao"):
        page.goto(f"{live_server.url}{path}")

        wait_until_shown(page)

        expect(page.locator("main h1")).to_be_visible()
        for hidden in (".menu", ".skip-link", ".site-header .opener", ".display", "main button"):
            for each in page.locator(hidden).all():
                expect(each).not_to_be_visible()
