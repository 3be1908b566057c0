"""Pictures of every page, for people to look at: `make screenshots` writes them."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.addresses import KINDS, address
from tests.browser.checks import wait_until_shown
from tests.browser.conftest import FLAGS, chromium
from tests.browser.desk import sign_in
from tests.demo import people_of
from tests.serving import LiveServer, congxa, environment, serving

WIDTHS = (360, 768, 1280)
KEPT = "localStorage.setItem('congxa.display', '{}')"
# Other looks of a page, and what the reader has chosen for them.
LOOKS = {
    "dark": '{"theme": "dark"}',
    "contrast": '{"theme": "contrast"}',
    "large": '{"size": "largest"}',
}
# Of the desk, what its guide (docs/desk.md) shows in docs/images.
DESK = {"desk-home": "/desk/", "desk-write": "/desk/viet/notice", "desk-week": "/desk/lich"}


class Shot(NamedTuple):
    """One picture: of which page, how wide, in which look."""

    kind: str
    width: int
    look: str = "light"

    @property
    def name(self) -> str:
        """The file it is written to."""
        return f"{self.kind.replace(' ', '-')}-{self.width}-{self.look}.png"


def shots() -> Iterator[Shot]:
    """Every page in every width; the outer widths in the other looks too, and on paper."""
    for kind in (*KINDS, "missing"):
        yield from (Shot(kind, width) for width in WIDTHS)
        yield from (Shot(kind, width, look) for look in LOOKS for width in (WIDTHS[0], WIDTHS[-1]))
    yield from (Shot(kind, 794, "print") for kind in ("article", "notice"))
    yield Shot("calendar", 1123, "print")


def main(folder: Path) -> None:
    """Load the demo, serve it, and write a picture of each page into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        environ = environment(Path(home))
        people = people_of(congxa(environ, "demo", "--load-only").stdout)
        with serving(environ) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for shot in shots():
                _take(browser, server, shot, folder / shot.name)
            _take_desk(browser, server, people["Publisher"], folder)
            browser.close()


def _take(browser: Browser, server: LiveServer, shot: Shot, target: Path) -> None:
    context = browser.new_context(viewport={"width": shot.width, "height": 800})
    if shot.look in LOOKS:
        context.add_init_script(KEPT.format(LOOKS[shot.look]))
    page = context.new_page()
    page.goto(f"{server.url}{address(server, shot.kind)}")
    wait_until_shown(page)
    _scroll_through(page)
    if shot.look == "print":
        page.emulate_media(media="print")
    page.screenshot(path=target, full_page=True)
    context.close()
    print(target)


def _take_desk(browser: Browser, server: LiveServer, who: tuple[str, str], folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    sign_in(page, server, who)
    for name, path in DESK.items():
        page.goto(f"{server.url}{path}", wait_until="networkidle")
        page.screenshot(path=folder / f"{name}.png")
        print(folder / f"{name}.png")


def _scroll_through(page: Page) -> None:
    """Have everything loaded that waits until somebody comes near it."""
    for top in range(0, page.evaluate("document.documentElement.scrollHeight"), 600):
        page.evaluate("top => scrollTo(0, top)", top)
        page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
