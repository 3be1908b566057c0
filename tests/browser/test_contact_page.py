"""Citizens find out how to reach the office and its leaders, and can call with one touch."""

import re

from playwright.sync_api import expect

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


@WIDTHS
def test_the_office_and_each_leader_can_be_reached(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    officials = answer_of(live_server, "/v1/officials?site=yen-hoa")["items"]

    page.goto(f"{live_server.url}/lien-he")
    wait_until_shown(page)

    main = page.locator("main")
    expect(main.get_by_role("link", name="0238 000 0001").first).to_have_attribute(
        "href", "tel:02380000001"
    )
    expect(main.get_by_role("link", name="ubnd@yenhoa.example")).to_have_attribute(
        "href", "mailto:ubnd@yenhoa.example"
    )
    expect(main.get_by_role("link", name="Xem trên bản đồ")).to_have_attribute(
        "href", re.compile(r"^https://www\.google\.com/maps/search/\?api=1&query=")
    )
    names = main.get_by_role("heading", level=3).all_inner_texts()
    assert names == [each["name"] for each in officials]
    for each in filter(lambda official: official["phone"], officials):
        expect(main.get_by_role("link", name=each["phone"]).first).to_be_visible()
    expect(main).not_to_contain_text("Fax")
    assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


def test_the_office_is_told_when_the_leaders_cannot_be_had(
    live_server: LiveServer, watched: Watched
) -> None:
    watched.page.route("**/v1/officials*", lambda route: route.abort())
    arrive_unfilled(watched.page)

    watched.page.goto(f"{live_server.url}/lien-he")

    expect(watched.page.locator("main")).to_contain_text("Chưa tải được danh sách lãnh đạo")
    expect(watched.page.get_by_role("link", name="ubnd@yenhoa.example").first).to_be_visible()
