"""What every page of the frontend is held to, whatever is on it."""

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from api.web import files
from api.web.javascript.engine import Engine
from tests.browser.conftest import Watched
from tests.serving import LiveServer

FRONTEND = Path(__file__).parents[2] / "frontend"
PAGES = Engine(files.read(FRONTEND)).pages
SCRIPTS = "**/joined/*.js"
"""The scripts of every page, as the server sends them."""
WIDTHS = pytest.mark.parametrize("watched", [360, 1280], indirect=True)


class Held:
    """A handler of routes that a slow network brings nothing by, until it lets all through."""

    def __init__(self) -> None:
        self._routes: list[Route] | None = []

    def __call__(self, route: Route) -> None:
        """Keep it waiting, or no longer."""
        if self._routes is None:
            route.continue_()
        else:
            self._routes.append(route)

    def let_through(self) -> None:
        """What waits, and what comes after it."""
        waiting, self._routes = self._routes or [], None
        for route in waiting:
            route.continue_()


def assert_nothing_sticks_out(page: Page) -> None:
    """Nobody has to scroll sideways."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window


def assert_no_complaints(watched: Watched) -> None:
    """Nothing in the console, nothing refused by the server or by the page's policy."""
    found = watched.complaints, watched.refused, watched.policy_reports()
    assert found == ([], [], []), found


def arrive_unfilled(page: Page) -> None:
    """Pages come as any static host sends them, so that the page's scripts ask for everything."""

    def send(route: Route) -> None:
        at = PAGES.at(urlsplit(route.request.url).path)
        if at is None or not route.request.is_navigation_request():
            return route.fallback()
        return route.fulfill(path=FRONTEND / at[0].file)

    page.route("**/*", send)


def answer_of(server: LiveServer, path: str) -> Any:
    """What the API says at a path."""
    with urlopen(f"{server.url}{path}", timeout=10) as answer:
        return json.load(answer)


def assert_nothing_jumps(page: Page) -> None:
    """No box moved after it was painted, but where the reader did something."""
    shifts = page.evaluate(SHIFTS)
    assert not shifts, shifts


# The moved boxes, each after how much it moved.
SHIFTS = """() => new Promise((done) => {
  const named = ({ value, sources }) =>
    [value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))];
  new PerformanceObserver((list) =>
    done(list.getEntries().filter((entry) => !entry.hadRecentInput).map(named)),
  ).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 100);
})"""


def words_of_no_language(parser: Page, server: LiveServer, path: str) -> list[str]:
    """Vietnamese words of a page in English that do not say that they are; numbers are no words."""
    mark = "&" if "?" in path else "?"
    try:
        answer = urlopen(f"{server.url}{path}{mark}lang=en", timeout=10)
    except HTTPError as refusal:
        answer = refusal
    with answer:
        found: list[str] = parser.evaluate(OF_NO_LANGUAGE, answer.read().decode())
    return found


OF_NO_LANGUAGE = """(markup) => {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const all = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (all.nextNode()) {
    const { data, parentElement: holder } = all.currentNode;
    const words = data.split(/\\s+/).filter((word) => !word.includes("/")).join(" ");
    const isVietnamese = /[đ\\u0300-\\u0323]/i.test(words.normalize("NFD"));
    const isCode = holder.matches("script, style, noscript");
    // Sentences of the frame that have a name or an example in them.
    const isMixed = holder.closest(".search__hints, .entry__why, figcaption, .page-title");
    if (!isVietnamese || isCode || isMixed) continue;
    if (holder.closest("[lang]").lang === "en") found.push(words);
  }
  return found;
}"""


def wait_until_shown(page: Page) -> None:
    """Until the page's scripts have taken over what came with it, or asked for what did not."""
    expect(page.locator("main h1")).to_be_attached()
    expect(page.locator("main[aria-busy]")).to_have_count(0)
    expect(page.locator("header[data-wired]")).to_be_attached()
    page.wait_for_load_state("networkidle")
