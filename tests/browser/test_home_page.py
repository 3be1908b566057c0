"""Citizens find everything of the demo commune's home page on one screen after the other."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from api.home.queries import ARTICLES
from tests.browser.checks import (
    WIDTHS,
    answer_of,
    arrive_unfilled,
    assert_no_complaints,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.serving import LiveServer

Json = dict[str, Any]
HOME_JS = Path(__file__).parents[2] / "frontend" / "pages" / "home.js"
CARDS = ".article-card"
ENTRIES = ".week-brief__entry"
MARKS = {"postponed": "Hoãn", "cancelled": "Hủy", "changed": "Thay đổi", "added": "Bổ sung"}
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
MANY = 30
# Leads that show a part of the line after their last.
CUT = """(all) => all.filter((each) => {
  const { lineHeight, webkitLineClamp } = getComputedStyle(each);
  return each.clientHeight > parseFloat(lineHeight) * webkitLineClamp + 2;
}).map((each) => each.textContent)"""
TOP = "each => each.getBoundingClientRect().top"
BOTTOM = "each => each.getBoundingClientRect().bottom"


@pytest.fixture(scope="module")
def home(live_server: LiveServer) -> Json:
    """What the API says is on the home page."""
    found: Json = answer_of(live_server, "/v1/home")
    return found


@WIDTHS
def test_everything_of_the_home_page_is_on_screen(
    live_server: LiveServer, watched: Watched, home: Json
) -> None:
    page = watched.page

    page.goto(live_server.url)
    wait_until_shown(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(home["site"]["name"])
    for title in ("Tin nổi bật", "Thông báo", "Lịch làm việc", "Đọc nhiều"):
        expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()
    assert_articles_are_shown(page, home)
    assert_notices_are_shown(page, home["notices"])
    assert_banners_are_shown(page, home["banners"])
    assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


def assert_articles_are_shown(page: Page, home: Json) -> None:
    assert page.eval_on_selector_all(".article-card__lead", CUT) == []
    shown = {each["id"]: each for each in [*home["featured"], *home["articles"]]}
    expect(page.locator(CARDS)).to_have_count(len(shown))
    assert home["featured"]
    for article in shown.values():
        card = page.locator(CARDS).get_by_role("link", name=article["title"], exact=True)
        expect(card).to_be_visible()
        expect(card).to_have_attribute("href", f"/bai-viet/{article['slug']}")
    most_read = page.get_by_role("region", name="Đọc nhiều")
    for article in home["most_read"]:
        expect(most_read.get_by_role("link", name=article["title"], exact=True)).to_be_visible()


def assert_notices_are_shown(page: Page, notices: list[Json]) -> None:
    region = page.get_by_role("region", name="Thông báo")
    expect(region.get_by_role("listitem")).to_have_count(len(notices))
    assert {"emergency", "important", "normal"} == {each["urgency"] for each in notices}
    for notice in notices:
        item = region.get_by_role("listitem").filter(has_text=notice["title"])
        link = item.get_by_role("link", name=notice["title"], exact=True)
        expect(link).to_have_attribute("href", f"/thong-bao/{notice['slug']}")
        expect(item).to_contain_text(re.compile(r"\d\d/\d\d/\d{4}"))
        if notice["number"]:
            expect(item).to_contain_text(f"Số {notice['number']}")
    expect(region.get_by_role("listitem").first).to_contain_text("Khẩn")


def assert_banners_are_shown(page: Page, banners: dict[str, list[Json]]) -> None:
    assert len(banners["header"]) == 2
    assert len(banners["sidebar"]) == 6
    for banner in [*banners["header"], *banners["sidebar"]]:
        picture = page.get_by_alt_text(banner["image"]["alt"], exact=True)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0
        expect(page.get_by_text(banner["label"], exact=True)).to_be_visible()
    for banner in filter(lambda each: each["link"], banners["sidebar"]):
        link = page.locator("main").get_by_role("link").filter(has_text=banner["label"])
        expect(link).to_have_attribute("href", banner["link"])


@WIDTHS
def test_the_week_shows_day_by_day_what_the_leaders_do(
    live_server: LiveServer, watched: Watched, home: Json
) -> None:
    page, week = watched.page, home["calendar"]

    page.goto(live_server.url)

    region = page.get_by_role("region", name="Lịch làm việc")
    days = [each for each in week["days"] if each["date"] >= home["today"]["date"]]
    expect(region.get_by_role("heading", level=3)).to_have_count(len(days))
    expect(region).to_contain_text(f"Tuần {week['week'][-2:]}, từ ")
    for number, day in enumerate(days):
        name, shown = WEEKDAYS[day["weekday"] - 1], region.locator(".week-brief__day").nth(number)
        _year, month, number = day["date"].split("-")
        expect(shown.get_by_role("heading")).to_contain_text(f"{name} {number}/{month}")
        expect(shown.get_by_role("heading")).to_contain_text(
            f"nhằm {day['lunar']['day']}/{day['lunar']['month']}"
        )
        assert_entries_are_shown(shown, day["entries"])


def assert_entries_are_shown(day: Locator, entries: list[Json]) -> None:
    expect(day.locator(ENTRIES)).to_have_count(len(entries))
    for index, entry in enumerate(entries):
        shown = day.locator(ENTRIES).nth(index)
        expect(shown).to_contain_text(entry["title"])
        chair = entry["chair"]["name"] if entry["chair"] else None
        wanted = [entry["start_time"], entry["location"], entry["status_note"], chair]
        for words in [*wanted, MARKS.get(entry["status"])]:
            if words:
                expect(shown).to_contain_text(words)


def test_the_week_of_the_demo_has_all_that_can_become_of_an_entry(
    live_server: LiveServer, watched: Watched
) -> None:
    watched.page.goto(live_server.url)

    region = watched.page.get_by_role("region", name="Lịch làm việc")
    for words in MARKS.values():
        expect(region.get_by_text(words, exact=True).first).to_be_visible()


def test_it_asks_the_api_for_its_content_once(live_server: LiveServer, watched: Watched) -> None:
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))

    watched.page.goto(live_server.url)
    expect(watched.page.locator(CARDS).first).to_be_visible()
    expect(watched.page.get_by_role("contentinfo")).to_contain_text("Yên Hòa")

    answers = [each for each in asked if "/v1/" in each]
    assert len(answers) == len(set(answers))


@WIDTHS
def test_the_keyboard_reaches_every_link_in_order(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.goto(live_server.url)
    wait_until_shown(page)
    expect(page.locator(CARDS).first).to_be_visible()
    links: list[str] = page.locator(
        "main a[href]:not(details:not([open]) > :not(summary) *), main button, main summary"
    ).evaluate_all("all => all.map(each => each.href ?? each.textContent)")

    reached = []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in links:
        page.keyboard.press("Tab")
        focused = "document.activeElement.href ?? document.activeElement.textContent"
        reached.append(page.evaluate(focused))

    assert len(links) > 25
    assert reached == links


@WIDTHS
def test_it_adds_older_articles_and_keeps_the_newer(
    live_server: LiveServer, watched: Watched, home: Json
) -> None:
    page = watched.page
    serve_many(page, home)

    page.goto(live_server.url)
    expect(page.locator(CARDS)).to_have_count(ARTICLES)
    more = page.get_by_role("button", name="Xem thêm")
    more.press("Enter")
    expect(page.locator(CARDS)).to_have_count(2 * ARTICLES)
    expect(page.get_by_text(f"Đã thêm {ARTICLES} tin bài.")).to_be_visible()
    focused = page.evaluate("document.activeElement.href")
    first_added = page.locator(f"{CARDS} a").nth(ARTICLES).evaluate("link => link.href")
    more.click()

    expect(page.locator(CARDS)).to_have_count(MANY)
    expect(more).to_be_hidden()
    assert focused == first_added
    titles = page.locator(f"{CARDS} a").all_inner_texts()
    assert sorted(titles) == sorted(f"Tin số {i}" for i in range(MANY))
    assert titles[ARTICLES:] == [f"Tin số {i}" for i in range(ARTICLES, MANY)]
    assert_no_complaints(watched)


def test_it_keeps_the_list_when_more_cannot_be_had(
    live_server: LiveServer, watched: Watched, home: Json
) -> None:
    page = watched.page
    serve_many(page, home)

    page.goto(live_server.url)
    expect(page.locator(CARDS)).to_have_count(ARTICLES)
    page.route("**/v1/articles?*", lambda route: route.abort())
    page.get_by_role("button", name="Xem thêm").click()

    expect(page.get_by_text("Chưa tải thêm được. Hãy thử lại.")).to_be_visible()
    expect(page.locator(CARDS)).to_have_count(ARTICLES)
    expect(page.get_by_role("button", name="Xem thêm")).to_be_enabled()


def test_it_offers_no_more_than_there_is(
    live_server: LiveServer, watched: Watched, home: Json
) -> None:
    few = {**home, "articles": home["articles"][: ARTICLES - 1]}
    arrive_unfilled(watched.page)
    watched.page.route("**/v1/home*", lambda route: route.fulfill(json=few))

    watched.page.goto(live_server.url)

    expect(watched.page.locator(CARDS).first).to_be_visible()
    expect(watched.page.get_by_role("button", name="Xem thêm")).to_have_count(0)


def test_the_page_knows_how_many_articles_the_api_puts_on_it() -> None:
    assert f"const NEWEST = {ARTICLES};" in HOME_JS.read_text("utf-8")


@pytest.mark.parametrize("watched", [320], indirect=True)
def test_it_fits_a_very_small_phone(live_server: LiveServer, watched: Watched) -> None:
    watched.page.goto(live_server.url)
    wait_until_shown(watched.page)

    tops = watched.page.eval_on_selector_all(".opener", f"all => all.map({TOP})")
    expect(watched.page.get_by_role("region", name="Lịch làm việc")).to_be_visible()
    assert len(tops) == 3
    assert max(tops) - min(tops) < 1
    assert_nothing_sticks_out(watched.page)


@pytest.mark.parametrize("watched", [1280], indirect=True)
def test_neither_column_waits_for_the_other(live_server: LiveServer, watched: Watched) -> None:
    watched.page.goto(live_server.url)
    wait_until_shown(watched.page)

    for above, below in ((".home__lead", ".home__news"), (".home__notices", ".home__side")):
        bottom = watched.page.locator(above).evaluate(BOTTOM)
        assert 0 < watched.page.locator(below).evaluate(TOP) - bottom < 64


def serve_many(page: Page, home: Json) -> None:
    """Let the API have more articles than a home page shows."""
    real = home["articles"]
    many = [
        {**real[i % len(real)], "id": f"{i}", "slug": f"tin-{i}", "title": f"Tin số {i}"}
        for i in range(MANY)
    ]
    pages = {
        f"limit={2 * ARTICLES}": {"items": many[: 2 * ARTICLES], "next": "/v1/articles?cursor=x"},
        "cursor=x": {"items": many[2 * ARTICLES :], "next": None},
    }

    def answer(route: Route) -> None:
        wanted = next(page for name, page in pages.items() if name in route.request.url)
        route.fulfill(json=wanted)

    first = {**home, "featured": [], "articles": many[:ARTICLES]}
    arrive_unfilled(page)
    page.route("**/v1/home*", lambda route: route.fulfill(json=first))
    page.route("**/v1/articles?*", answer)
