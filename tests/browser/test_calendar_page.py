"""Citizens follow what the leaders do in a week: as a table on a desk, as a list on a phone."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.checks import answer_of, wait_until_shown
from tests.browser.conftest import Watched
from tests.serving import LiveServer

CALENDAR = "/lich-lam-viec"
MARKS = ("Hoãn", "Hủy", "Thay đổi", "Bổ sung")
A4_LANDSCAPE = re.compile(rb"/MediaBox \[0 0 841\.\d+ 59[45]\.\d+\]")


@pytest.mark.parametrize(
    ("watched", "shown", "hidden"),
    [(360, ".calendar__list", ".calendar__table"), (1280, ".calendar__table", ".calendar__list")],
    indirect=["watched"],
)
def test_this_week_is_shown_with_what_became_of_it(
    live_server: LiveServer, watched: Watched, shown: str, hidden: str
) -> None:
    page = watched.page

    page.goto(f"{live_server.url}{CALENDAR}")
    wait_until_shown(page)

    expect(page.locator(hidden)).to_be_hidden()
    for words in ("Hôm nay", "Chủ nhật", *MARKS):
        expect(page.locator(shown).get_by_text(words).first).to_be_visible()


@pytest.mark.parametrize("watched", [1280], indirect=True)
def test_the_entries_of_one_official_are_shown_alone(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    official = answer_of(live_server, "/v1/officials?site=yen-hoa")["items"][0]

    page.goto(f"{live_server.url}{CALENDAR}?lanh-dao={official['id']}")
    wait_until_shown(page)

    expect(page.get_by_text(f"Đang xem lịch của {official['name']}.")).to_be_visible()
    with_them = page.locator(".calendar__table tr:has(.entry__title)")
    expect(with_them.filter(has_not_text=official["name"])).to_have_count(0)


def test_it_is_printed_on_wide_paper_with_the_agencys_name(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{live_server.url}{CALENDAR}")
    wait_until_shown(page)

    page.emulate_media(media="print")

    expect(page.locator(".calendar__agency")).to_contain_text("Yên Hòa")
    expect(page.locator(".calendar__table")).to_be_visible()
    expect(page.locator(".site-header")).to_be_hidden()
    assert A4_LANDSCAPE.search(page.pdf(prefer_css_page_size=True))


def test_there_is_no_such_week(live_server: LiveServer, watched: Watched) -> None:
    watched.page.goto(f"{live_server.url}{CALENDAR}/2026-W60")

    expect(watched.page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_calendar_can_be_followed(
    live_server: LiveServer, browser: Browser, has_scripts: bool
) -> None:
    official = answer_of(live_server, "/v1/officials?site=yen-hoa")["items"][0]
    page = browser.new_page(java_script_enabled=has_scripts)

    page.goto(f"{live_server.url}{CALENDAR}?lanh-dao={official['id']}")
    row = page.locator(".calendar__feeds li").filter(has_text=official["name"])
    address = row.get_by_role("link", name="Tải tệp lịch").get_attribute("href")
    followed = row.get_by_role("link", name="Đăng ký lịch").get_attribute("href")

    assert address == f"{live_server.url}/v1/calendar.ics?site=yen-hoa&official={official['id']}"
    assert followed == address.replace("http:", "webcal:")
    with urlopen(address, timeout=10) as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR")
    page.close()
