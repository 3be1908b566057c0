"""Pictures of every page, for people to look at: `make screenshots` writes them."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, expect, sync_playwright

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
# What the guide of the desk (docs/desk.md) shows.
GUIDE = Path(__file__).parents[2] / "docs/images"
TITLE = "Tiêm phòng dại cho chó, mèo sáng thứ Bảy tại nhà văn hóa các xóm"
TEXT = "Mời bà con đưa chó, mèo đến nhà văn hóa xóm từ 7 giờ 30. Hỏi anh Hùng thú y: 0912 345 678."


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
            _take_desk(browser, server, people)
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


def _take_desk(browser: Browser, server: LiveServer, people: dict[str, tuple[str, str]]) -> None:
    """The guide's own pictures, with work on the desk: a notice that an editor has handed in."""
    _hand_in(browser.new_page(), server, people["Editor"])
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    sign_in(page, server, people["Publisher"])
    page.goto(f"{server.url}/desk/")
    page.get_by_role("button", name="Đã hiểu").click()
    _take_guide(page, "desk-home")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Đăng…").click()
    expect(page.locator("[data-go]")).to_be_visible()
    _take_guide(page, "desk-write")
    page.goto(f"{server.url}/desk/lich")
    _take_guide(page, "desk-week")


def _hand_in(page: Page, server: LiveServer, who: tuple[str, str]) -> None:
    sign_in(page, server, who)
    page.goto(f"{server.url}/desk/viet/notice")
    page.get_by_role("textbox", name="Tiêu đề").fill(TITLE)
    page.get_by_role("textbox", name="Nội dung").fill(TEXT)
    page.get_by_role("button", name="Gửi duyệt").click()
    page.locator("[data-go]").click()
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()


def _take_guide(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=GUIDE / f"{name}.png")
    print(GUIDE / f"{name}.png")


def _scroll_through(page: Page) -> None:
    """Have everything loaded that waits until somebody comes near it."""
    for top in range(0, page.evaluate("document.documentElement.scrollHeight"), 600):
        page.evaluate("top => scrollTo(0, top)", top)
        page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
