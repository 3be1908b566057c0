"""Citizens look through the notices in force and those that have expired."""

from playwright.sync_api import expect

from tests.browser.checks import WIDTHS, answer_of, wait_until_shown
from tests.browser.conftest import Watched
from tests.serving import LiveServer


@WIDTHS
def test_notices_in_force_and_expired_are_apart(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    for path, active in (("/thong-bao", "true"), ("/thong-bao?tinh-trang=da-het-han", "false")):
        asked = f"/v1/notices?site=yen-hoa&active={active}&limit=20"
        titles = [each["title"] for each in answer_of(live_server, asked)["items"]]

        page.goto(f"{live_server.url}{path}")
        wait_until_shown(page)

        assert titles
        expect(page.locator(".notice-list__title")).to_have_text(titles)


def test_only_those_of_an_urgency_are_shown(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page

    page.goto(f"{live_server.url}/thong-bao?muc-do=important")
    wait_until_shown(page)

    items = page.locator(".notice-list__item")
    assert items.count() > 0
    expect(items.filter(has_not_text="Quan trọng")).to_have_count(0)
