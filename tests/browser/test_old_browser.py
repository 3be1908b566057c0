"""Chromiums of 2020 show every page as today's does; their readers are counted."""

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.api.server.processes import eventually
from tests.browser import engines
from tests.browser.addresses import ARTICLE, KINDS, address
from tests.browser.checks import answer_of
from tests.browser.test_real_life import first_of
from tests.serving import LiveServer
from tests.sizes import IS_FULL

# Debian's, which has the QtWebEngine of Chromium 87; another is named as CHROMIUM is.
PYTHON = os.environ.get("OLD_BROWSER_PYTHON", "/usr/bin/python3")
ENGINES = {
    "87": engines.Engine(PYTHON, "PyQt5", "install python3-pyqt5.qtwebengine"),
    "83": engines.Engine(sys.executable, "PyQt5", "make test installs PyQtWebEngine 5.15.2"),
}
# The oldest is shown each page at each width; a younger one, in `make test`, on its phone alone.
WIDTHS = {"83": (360, 1280), "87": (360, 1280) if IS_FULL else (360,)}
MOST_PIXELS = 4
MOST_STARTS = 4
OTHERS = ("/van-ban", "/van-ban/nq-11-2026-sua-doi-du-toan", "/khong/co")
# Where header, main and cards are, once the page answers, and an article has been read for long
# enough to be counted. Engines of then cut lines to whole pixels, and share out the columns of
# tables otherwise: both are set alike here, so that what differs is ours; and what is read most is
# left out, since the one that comes first is counted.
BOXES = """(() => {
  const isReader = innerWidth < 500 && location.pathname.startsWith("/bai-viet/");
  const isThere = document.querySelector("header[data-wired]");
  if (!isThere || document.querySelector("main[aria-busy]")) return null;
  if (isReader && performance.now() < 4000) return null;
  const set = (selector, name, value) => document.querySelectorAll(selector)
    .forEach((each) => each.style.setProperty(name, value, "important"));
  set("body *", "line-height", "24px");
  set(".article-body table", "table-layout", "fixed");
  set("[aria-labelledby=most-read-title]", "display", "none");
  const box = (each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return [x, y, width, height];
  };
  const all = document.querySelectorAll(".site-header, main, .article-card");
  return JSON.stringify([...all].map(box));
})()"""


@pytest.mark.parametrize("version", ENGINES)
def test_a_browser_of_2020_shows_every_page_as_todays_does(
    version: str, live_server: LiveServer, real_life: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    engines.demand(ENGINES[version])
    paths = [address(live_server, kind) for kind in KINDS] + [*OTHERS]
    urls = [f"{live_server.url}{path}" for path in paths]
    urls += [f"{real_life.url}{path}" for path in paths_of_real_life(real_life)]
    pages = [(url, width) for width in WIDTHS[version] for url in urls]
    before = views_of(live_server)

    told = opened(ENGINES[version], pages, tmp_path)

    complaints = [said for _boxes, said in told if said]
    assert complaints == []
    wrong = [
        (page, old, new)
        for page, (old, _said), new in zip(pages, told, shown(browser, pages), strict=True)
        if old is None or not is_alike(json.loads(old), json.loads(new))
    ]
    assert wrong == []
    assert eventually(lambda: views_of(live_server) > before)


def paths_of_real_life(server: LiveServer) -> list[str]:
    """Where it differs most: no covers, photos in a row, a long notice, an empty week."""
    items = [first_of(server, each) for each in ("articles", "notices")]
    return ["/", *items, "/lich-lam-viec"]


def opened(engine: engines.Engine, pages: list[tuple[str, int]], home: Path) -> list[Any]:
    """What the old browser tells of each page; where it breaks down, a new start goes on."""
    told: list[Any] = []
    steps = [{"address": url, "width": width, "script": BOXES} for url, width in pages]
    for _start in range(MOST_STARTS):
        told += engines.taken(engine, steps[len(told) :], home)
        if len(told) == len(pages):
            return told
    raise AssertionError(
        f"the old browser ended {MOST_STARTS} times, at last at {pages[len(told)]}"
    )


def shown(browser: Browser, pages: list[tuple[str, int]]) -> list[str]:
    """The same of the browser of today."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    boxes = []
    for url, width in pages:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(url)
        boxes.append(eventually(lambda: page.evaluate(BOXES.replace("4000", "0"))))
    page.close()
    return boxes


def is_alike(old: list[list[float]], new: list[list[float]]) -> bool:
    """As many boxes, each within a few pixels of where it is today, and as large."""
    near = partial(pytest.approx, abs=MOST_PIXELS)
    return len(old) == len(new) and all(map(lambda one, other: one == near(other), old, new))


def views_of(server: LiveServer) -> int:
    slug = ARTICLE.rsplit("/", 1)[1]
    id_ = answer_of(server, f"/v1/sites/yen-hoa/articles/{slug}?fields=id")["id"]
    return int(answer_of(server, f"/v1/views?ids={id_}")["items"][0]["views"])
