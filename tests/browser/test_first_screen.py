"""What people come for stands on the first screen, and is true of the moment they look at it."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.checks import SHIFTS, answer_of, wait_until_shown
from tests.serving import LiveServer

SCREENS = ((360, 640), (1366, 768))
# Where each of them ends; null of what is not there.
ENDS = """(selectors) => selectors.map((each) =>
  Math.ceil(document.querySelector(each)?.getBoundingClientRect().bottom ?? NaN))"""
PARTS = (".emergency", ".today", ".tasks__list", ".article-card__title")
INLINE = ("<strong ", "<span ", "<a ")
MOST_ABOVE = 200
MONDAY, FRIDAY, SUNDAY = 1, 5, 7


@pytest.fixture(params=SCREENS, ids=lambda size: "x".join(map(str, size)))
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page as large as a phone's or a cheap laptop's screen."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def test_what_is_urgent_today_tasks_and_the_newest_are_above_the_fold(
    live_server: LiveServer, screen: Page
) -> None:
    home = answer_of(live_server, "/v1/home")

    screen.goto(live_server.url)
    wait_until_shown(screen)

    ends = dict(zip(PARTS, screen.evaluate(ENDS, list(PARTS)), strict=True))
    assert max(ends.values()) <= screen.viewport_size["height"], ends
    expect(screen.locator(".article-card__title").first).to_have_text(home["articles"][0]["title"])
    tasks = screen.get_by_role("navigation", name="Việc thường làm").get_by_role("link")
    assert [each.get_attribute("href") for each in tasks.all()] == [
        each["url"] for each in home["site"]["tasks"]
    ]


@pytest.mark.parametrize("size", [None, "larger", "largest"])
def test_the_head_and_what_is_urgent_leave_room_below_large_letters_too(
    live_server: LiveServer, browser: Browser, size: str | None
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    chosen = json.dumps(json.dumps({"size": size}))
    page.add_init_script(f"localStorage.setItem('congxa.display', {chosen})")

    page.goto(live_server.url)
    wait_until_shown(page)

    assert page.evaluate(ENDS, [".emergency"])[0] <= MOST_ABOVE
    page.close()


def test_the_menu_is_one_line_of_a_laptop(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})

    page.goto(live_server.url)

    tops = page.eval_on_selector_all(
        ".menu__list > li", "all => all.map((each) => each.getBoundingClientRect().top)"
    )
    assert len(tops) > 5
    assert len(set(tops)) == 1
    page.close()


@pytest.mark.parametrize("weekday", [MONDAY, SUNDAY])
def test_an_old_copy_is_corrected_without_a_jump(
    live_server: LiveServer, screen: Page, weekday: int
) -> None:
    today = answer_of(live_server, "/v1/home")["today"]
    day = _next(weekday, today)
    screen.clock.set_fixed_time(datetime.fromisoformat(f"{day}T11:29:59+07:00"))

    screen.goto(live_server.url)
    wait_until_shown(screen)

    office = screen.locator(".today__office")
    if weekday == MONDAY:
        expect(office).to_have_text("Trụ sở đang mở cửa đến 11:30")
        screen.clock.set_fixed_time(datetime.fromisoformat(f"{day}T11:30:00+07:00"))
        screen.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(office).to_have_text("Trụ sở đóng cửa, mở lúc 13:30")
    else:
        expect(office).to_contain_text("Trụ sở đóng cửa, mở lại 07:00 Thứ")
        assert office.evaluate("line => line.scrollWidth <= line.clientWidth")
    # A line that says something else moves its own words; no box is moved by it.
    moved = {box for _value, *boxes in screen.evaluate(SHIFTS) for box in boxes if box}
    assert {each for each in moved if not each.startswith(INLINE)} == set()


def _next(weekday: int, today: dict[str, Any]) -> date:
    """The next such day on which nobody has a holiday; one after it is known too."""
    days = [date.fromisoformat(today["date"]) + timedelta(days=n) for n in range(1, 12)]
    closed = {each["date"] for each in today["holidays"]}
    fitting = [each for each in days if each.isoweekday() == weekday]
    if weekday < SUNDAY:
        fitting = [each for each in days if each.isoweekday() <= FRIDAY - 2]
    return next(each for each in fitting if each.isoformat() not in closed)


def test_large_letters_hide_nothing_of_today(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.add_init_script("localStorage.setItem('congxa.display', '{\"size\": \"largest\"}')")
    page.goto(live_server.url)
    wait_until_shown(page)

    lines = page.locator(".today__office, .today__line").all()

    assert lines
    assert all(each.evaluate("line => line.scrollWidth <= line.clientWidth") for each in lines)
    page.close()
