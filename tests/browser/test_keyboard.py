"""Everything can be reached and used with the keyboard alone, and what has the focus is seen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import ARTICLE, KINDS, address
from tests.browser.checks import WIDTHS, wait_until_shown
from tests.browser.conftest import Watched
from tests.serving import LiveServer

DESK = pytest.mark.parametrize("watched", [1280], indirect=True)
PHONE = pytest.mark.parametrize("watched", [360], indirect=True)

# A card shows the focus of its link around itself.
OF_FOCUS = """() => {
  const each = document.activeElement;
  const isMarked = (part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const { top, bottom, width, height } = each.getBoundingClientRect();
  return {
    isStart: each.matches("body, .skip-link"),
    what: each.outerHTML.slice(0, 120),
    isMarked: isMarked(each) || isMarked(each.closest("article") ?? each),
    isInSight: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };
}"""


def open_page(page: Page, server: LiveServer, path: str) -> None:
    page.goto(f"{server.url}{path}")
    wait_until_shown(page)
    expect(page.locator(".site-footer")).to_contain_text("Yên Hòa")


def steps(page: Page) -> Iterator[dict]:
    """What has the focus after each press of Tab, until the page begins anew."""
    page.locator(".skip-link").focus()
    found = page.evaluate(OF_FOCUS)
    while True:
        yield found
        page.keyboard.press("Tab")
        found = page.evaluate(OF_FOCUS)
        if found["isStart"]:
            return


def reach(page: Page, name: str, role: str = "link") -> None:
    """Press Tab until what is called so has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in steps(page):
        if wanted.evaluate_all("all => all.includes(document.activeElement)"):
            return
    raise AssertionError(f"no {role} {name!r} is reached")


@WIDTHS
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_step_skips_to_the_content_and_each_is_seen(
    live_server: LiveServer, watched: Watched, kind: str
) -> None:
    page = watched.page
    open_page(page, live_server, address(live_server, kind))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    reached = [*steps(page)]
    assert len(reached) >= 8
    assert [each["what"] for each in reached if not each["isMarked"]] == []
    assert [each["what"] for each in reached if not each["isInSight"]] == []


@DESK
def test_a_menu_opens_closes_and_leads_on(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    open_page(page, live_server, "/")
    group = page.locator(".menu details").first

    group.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(group).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(group).not_to_have_attribute("open", "")
    expect(group.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(group.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).not_to_have_url(f"{live_server.url}/")


@PHONE
def test_the_menu_of_a_phone_opens_and_closes(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    open_page(page, live_server, "/")
    opener = page.locator("[aria-controls=menu]")

    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="Lịch làm việc").first).to_be_visible()
    page.keyboard.press("Escape")

    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(opener).to_be_focused()


@DESK
def test_notices_are_chosen(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    open_page(page, live_server, "/thong-bao")

    reach(page, "Đã hết hạn")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/thong-bao?tinh-trang=da-het-han")
    wait_until_shown(page)
    page.locator(".notices__choice summary").focus()
    page.keyboard.press("Enter")
    reach(page, "Quan trọng")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?tinh-trang=da-het-han&muc-do=important$"))


@DESK
def test_weeks_are_turned_and_an_official_chosen(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    open_page(page, live_server, "/lich-lam-viec/2026-W40")

    reach(page, "Tuần sau")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/lich-lam-viec/2026-W41")
    wait_until_shown(page)
    reach(page, "Lịch của", "combobox")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/lich-lam-viec/2026-W41\?lanh-dao=[0-9a-f-]{36}$"))
    expect(page.get_by_text("Đang xem lịch của")).to_be_visible()


@WIDTHS
def test_letters_grow_and_stay_so(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    open_page(page, live_server, "/")
    opener = page.locator("[aria-controls=display]")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = page.evaluate(size)

    if opener.is_visible():
        opener.focus()
        page.keyboard.press("Enter")
    page.locator("[data-step='1']").focus()
    page.keyboard.press("Enter")
    larger = page.evaluate(size)
    open_page(page, live_server, ARTICLE)

    assert larger > before
    assert page.evaluate(size) == larger


@DESK
def test_an_article_is_shared(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, live_server, ARTICLE)

    page.locator("[data-copy]").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(ARTICLE)
