"""The history of a document: who wrote what, what differs, and the way back."""

from playwright.sync_api import expect

from tests.browser.checks import WIDTHS, assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import SAVED, axe, sign_in
from tests.browser.test_accessibility import assert_accessible
from tests.browser.test_desk_lists import make

__all__ = ["axe"]


@WIDTHS
def test_an_earlier_edition_is_compared_and_taken_back(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    made = make(page, server, "Cắt điện xóm Đông")
    address = f"{server.url}/authoring/v1/notices/{made['id']}"
    page.request.post(f"{address}/submission", headers={"Origin": server.url, "If-Match": '"v1"'})
    page.goto(f"{server.url}/desk/viet/notice/{made['id']}")
    page.get_by_role("textbox", name="Tiêu đề").fill("Cắt điện xóm Tây")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)

    page.get_by_role("button", name="Lịch sử").click()
    panel = page.locator("[data-panel]")
    expect(panel.get_by_role("listitem")).to_have_count(2)
    panel.get_by_role("button", name="So với bản này").click()
    expect(panel.locator("del")).to_have_text("Cắt điện xóm Đông")
    expect(panel.locator("ins")).to_have_text("Cắt điện xóm Tây")
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    panel.get_by_role("button", name="Lấy lại bản ấy…").click()
    page.get_by_role("dialog").get_by_role("button", name="Lấy lại").click()

    expect(page.get_by_text("Đã lấy lại bản 1.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_have_value("Cắt điện xóm Đông")
    assert page.request.get(address).json()["content"]["title"] == "Cắt điện xóm Đông"
    assert_no_complaints(watched)
