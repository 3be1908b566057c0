"""The home of the desk: what waits comes first, and what is missing is one click away."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from api.runtime import clock
from tests.browser.checks import WIDTHS, assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import axe, sign_in, sign_out
from tests.browser.test_accessibility import assert_accessible
from tests.browser.test_desk_lists import make

__all__ = ["axe"]

IS_OURS = """!document.body.dispatchEvent(
  new KeyboardEvent("keydown", { key: "s", ctrlKey: true, bubbles: true, cancelable: true }))"""


@WIDTHS
def test_what_waits_for_somebody_is_the_first_they_see(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    title = f"Họp dân {page.viewport_size['width']}"
    sign_in(page, server, names["Editor"])
    made = make(page, server, title)
    page.goto(f"{server.url}/desk/viet/notice/{made['id']}")
    page.get_by_role("button", name="Gửi duyệt").click()
    page.locator("[data-panel]").get_by_role("button", name="Gửi duyệt").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Gửi người duyệt").click()
    expect(page.get_by_text("Đã chép địa chỉ.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    sign_out(page)
    page.wait_for_url("**/desk/vao")
    sign_in(page, server, names["Publisher"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{server.url}/desk/")

    waiting = page.get_by_role("region", name="Chờ tôi")
    expect(waiting).to_contain_text(title)
    expect(page).to_have_title(re.compile(r"^\(\d+\) Việc của"))
    assert sum("/authoring/v1/" in each for each in asked) <= 5
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    waiting.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Đăng…").click()
    later = clock.now() + timedelta(days=1)
    page.locator("#publish_at").fill(f"{later.astimezone(clock.VIETNAM):%d/%m/%Y}")
    page.locator("#publish_at-time").fill("09:00")
    with page.expect_response("**/publication"):
        page.get_by_role("button", name="Lên lịch").click()
    page.goto(f"{server.url}/desk/")
    expect(page.get_by_role("region", name="Lên hoặc hết hạn")).to_contain_text(title)


def test_what_the_portal_lacks_leads_to_its_field(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])
    page.goto(f"{server.url}/desk/")
    lacks = page.get_by_role("region", name="Cổng còn thiếu")
    expect(lacks).to_contain_text("/ 100")

    lacks.get_by_role("link", name="Cổng thông tin điện tử xã Yên Hòa").first.click()

    expect(page).to_have_url(re.compile("/desk/viet/site/[0-9a-f-]+#measurement$"))
    # The identity is an admin's to change: others read it, and are told whom to ask.
    expect(page.get_by_text("hãy nhờ người có vai trò Quản trị")).to_be_visible()
    expect(page.locator("[name='measurement.label']")).to_be_disabled()
    expect(page.get_by_role("button", name="Hoàn tác")).to_have_count(0)
    assert_no_complaints(watched)


def test_the_first_day_has_three_steps_and_every_day_its_keys(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/")
    steps = page.get_by_role("region", name="Ba bước để bắt đầu")
    expect(steps.get_by_role("listitem")).to_have_count(3)
    steps.get_by_role("button", name="Đã hiểu").click()
    page.reload()
    expect(page.get_by_role("region", name="Chờ tôi")).to_be_visible()
    expect(steps).to_have_count(0)

    page.keyboard.press("?")

    dialog = page.get_by_role("dialog", name="Phím tắt")
    expect(dialog).to_contain_text("Chép sang ngày dưới")
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    page.keyboard.press("Escape")
    page.goto(f"{server.url}/desk/noi-dung")
    page.get_by_label("Tìm trong tiêu đề").press("?")
    expect(page.get_by_label("Tìm trong tiêu đề")).to_have_value("?")
    expect(dialog).to_have_count(0)
    assert_no_complaints(watched)


def test_ctrl_s_opens_no_window_of_the_browser_on_any_screen(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])
    said = {
        "noi-dung": "Trang này không có gì chờ lưu.",
        "khan": "Đã giữ trên máy này.",
        "sap-xep/banner": "Thứ tự không đổi.",
        "bao-cao": "Trang này không có gì chờ lưu.",
    }
    for path, words in said.items():
        page.goto(f"{server.url}/desk/{path}")
        expect(page.locator("main:not([aria-busy]) h1")).to_be_visible()
        page.keyboard.press("Control+s")
        expect(page.locator(".said")).to_have_text(words)
        assert page.evaluate(IS_OURS)
    page.goto(f"{server.url}/desk/tai-khoan")

    page.get_by_label("Mật khẩu hiện nay").press("Control+s")

    expect(page.locator("[data-password] [data-wrong]")).not_to_be_empty()
