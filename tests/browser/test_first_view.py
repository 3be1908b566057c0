"""What is read comes first: text and pictures before scripts, and no picture twice."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.addresses import ARTICLE, NOTICE, SEARCH
from tests.browser.checks import SCRIPTS, WIDTHS, wait_until_shown
from tests.browser.conftest import Watched
from tests.serving import LiveServer

ALIKE = ("/", ARTICLE, "/chuyen-muc/cai-cach-hanh-chinh", "/trang/gioi-thieu", "/thong-bao",
         "/thong-bao?tinh-trang=da-het-han&muc-do=normal", NOTICE, "/lien-he", SEARCH,
         "/tim-kiem")  # fmt: skip
# When the page was read, when its script was put into it, and which files it had to ask for.
WATCH = """new MutationObserver((changes, observer) => {
  if (!document.querySelector("script[src]")) return;
  window.scriptsAt = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });"""
TIMES = """() => ({
  painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  began: window.scriptsAt,
  files: performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
    .filter((path) => /\\.(?:js|css|json)$/.test(path)),
})"""
# The parts of a page, where they stand and what they say.
PLACES = """() => [...document.querySelectorAll("body :is(h1, h2, h3, p, img, form, li)")]
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([each, { width }]) => width && each.checkVisibility({ visibilityProperty: true }))
  .filter(([each]) => !each.closest(".display"))
  .map(([each, { top, left }]) =>
    [each.tagName, Math.round(top), Math.round(left), each.textContent.replace(/\\s/g, "")])"""


@pytest.mark.parametrize("path", ALIKE)
def test_a_page_is_read_before_its_one_script_begins(
    live_server: LiveServer, watched: Watched, path: str
) -> None:
    watched.page.add_init_script(WATCH)
    watched.page.goto(f"{live_server.url}{path}")
    wait_until_shown(watched.page)

    times = watched.page.evaluate(TIMES)
    assert times["began"] > times["painted"]
    assert re.fullmatch(r"/joined/[a-z-]+\.[0-9a-f]{16}\.js", times["files"][0])
    # What it offers besides comes once it answers, and nothing else does.
    later = re.compile(r"/joined/[a-z-]+-(?:tools|offline|my-area|ago|totals)\.")
    assert [each for each in times["files"][1:] if not later.match(each)] == []


@WIDTHS
@pytest.mark.parametrize("path", ALIKE)
def test_it_looks_the_same_before_and_after(
    live_server: LiveServer, watched: Watched, path: str
) -> None:
    page = watched.page
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto(f"{live_server.url}{path}")
    before = page.evaluate(PLACES)
    page.unroute(SCRIPTS)

    page.goto(f"{live_server.url}{path}")
    wait_until_shown(page)

    assert len(before) > 3
    assert page.evaluate(PLACES) == before


def test_a_picture_that_never_comes_holds_nothing_up(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.route("**/media/**", lambda route: None)

    page.goto(live_server.url, wait_until="domcontentloaded")

    expect(page.locator("header[data-wired]")).to_be_attached()


@WIDTHS
def test_no_picture_is_fetched_twice(live_server: LiveServer, watched: Watched) -> None:
    page, asked = watched.page, list[str]()
    page.on("request", lambda request: asked.append(request.url))

    for path in ("/", ARTICLE):
        asked.clear()
        page.goto(f"{live_server.url}{path}")
        wait_until_shown(page)
        files = [url for url in asked if "/media/" in url]
        shown = "[...document.images].filter(({ complete, src }) => complete && src).length"

        assert files
        assert len(files) == len(set(files))
        assert len(files) <= page.evaluate(shown)


def test_pictures_are_seen_without_scripts(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 800})

    page.goto(live_server.url)

    for picture in (".banner-list--header img", ".home__lead .article-card__cover img"):
        shown = page.locator(picture).first
        expect(shown).to_be_visible()
        expect(shown).to_have_js_property("complete", True)
    page.close()
