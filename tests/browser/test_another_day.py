"""What a page says of today is true also of a copy of yesterday, and after a night in a tab."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import ARTICLE
from tests.browser.checks import answer_of, arrive_unfilled, wait_until_shown
from tests.serving import LiveServer

# Where each page marks a day as today.
MARKED = {
    "/": ".home__side [aria-current='date'] time",
    ARTICLE: ".side [aria-current='date'] time",
    "/lich-lam-viec": ".is-today time",
}
SHOWN = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A laptop's page: there the side of an article is in sight."""
    page = browser.new_page(viewport={"width": 1280, "height": 3_000})
    yield page
    page.close()


@pytest.fixture(scope="module")
def today(live_server: LiveServer) -> date:
    """The day on which the server makes its pages."""
    return date.fromisoformat(answer_of(live_server, "/v1/home")["today"]["date"])


def answers_on(day: date, live_server: LiveServer, page: Page) -> None:
    """Let the API say of its home page what it will on a day to come."""
    home = answer_of(live_server, "/v1/home")
    name = "{0.year}-W{0.week:02}".format(day.isocalendar())
    home["calendar"] = answer_of(live_server, f"/v1/calendar/weeks/{name}")
    home["today"]["date"] = day.isoformat()
    page.route("**/v1/home*", lambda route: route.fulfill(json=home))


def at(day: date, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}+07:00")


@pytest.mark.parametrize("path", MARKED)
@pytest.mark.parametrize("days", [1, 7])
def test_a_copy_of_a_day_that_is_over_says_so(
    live_server: LiveServer, page: Page, today: date, path: str, days: int
) -> None:
    later = today + timedelta(days=days)
    answers_on(later, live_server, page)
    page.clock.set_fixed_time(at(later, "08:00:00"))

    page.goto(f"{live_server.url}{path}")
    wait_until_shown(page)

    expect(page.locator(MARKED[path])).to_have_attribute("datetime", later.isoformat())


@pytest.mark.parametrize("path", MARKED)
@pytest.mark.parametrize("has_slept", [False, True])
def test_a_page_that_stays_open_says_which_day_has_begun(
    live_server: LiveServer, page: Page, today: date, path: str, has_slept: bool
) -> None:
    tomorrow = today + timedelta(days=1)
    answers_on(tomorrow, live_server, page)
    page.clock.install(time=at(today, "23:59:40"))
    page.goto(f"{live_server.url}{path}")
    wait_until_shown(page)
    mark = page.locator(MARKED[path])
    expect(mark).to_have_attribute("datetime", today.isoformat())

    if has_slept:
        page.clock.set_system_time(at(tomorrow, "07:00:00"))
        page.evaluate(SHOWN)
    else:
        page.clock.fast_forward("00:21")

    expect(mark).to_have_attribute("datetime", tomorrow.isoformat())


@pytest.mark.parametrize("path", ["/", "/thong-bao", "itself"])
def test_a_copy_from_before_a_notice_ended_says_that_it_has(
    live_server: LiveServer, page: Page, path: str
) -> None:
    notices = answer_of(live_server, "/v1/home")["notices"]
    notice = next(each for each in notices if each["expires_at"])
    page.clock.set_fixed_time(datetime.fromisoformat(notice["expires_at"]))

    page.goto(f"{live_server.url}{path.replace('itself', '/thong-bao/' + notice['slug'])}")
    wait_until_shown(page)

    item = page.locator("main li, main article").filter(has_text=notice["title"]).last
    expect(item.get_by_text("Đã hết hạn", exact=True)).to_be_visible()


def test_what_is_over_is_said_no_more_and_moves_nothing(
    live_server: LiveServer, page: Page, today: date
) -> None:
    home = answer_of(live_server, "/v1/home")
    entry = next(each for day in home["calendar"]["days"] for each in day["entries"])
    hours = {"start_time": "08:00", "end_time": "09:00", "date": today.isoformat()}
    for day in home["calendar"]["days"]:
        day["entries"] = [entry | hours] if day["date"] == today.isoformat() else []
    home["site"]["opening_hours"], home["today"]["notices"] = [], []
    page.clock.install(time=at(today, "08:59:30"))
    arrive_unfilled(page)
    page.route("**/v1/home*", lambda route: route.fulfill(json=home))
    page.goto(live_server.url)
    wait_until_shown(page)
    box, below = page.locator(".today"), page.locator(".home__lead")
    expect(box).to_contain_text(entry["title"])
    before = below.bounding_box()

    page.clock.fast_forward("00:31")

    expect(box).to_have_text("")
    expect(box).to_be_hidden()
    assert below.bounding_box() == before
