"""An emergency from a phone: three taps and the text, once; who must confirm it is told how."""

import time

from playwright.sync_api import Route, expect

from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import KEPT, axe, sign_in
from tests.browser.test_accessibility import assert_accessible

__all__ = ["axe"]
SECONDS = 30
TAPS = """
addEventListener("click", () => {
  sessionStorage.taps = 1 + Number(sessionStorage.taps || 0);
}, true);
"""


def test_an_emergency_is_public_within_four_taps(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])
    page.add_init_script(TAPS)
    page.goto(f"{server.url}/desk/noi-dung")
    began = time.monotonic()

    page.get_by_role("link", name="Tin khẩn").click()
    page.get_by_label("Chuyện gì đang xảy ra").fill("Nước lũ lên nhanh ở Khe Cát")
    page.get_by_label("Người dân cần làm gì").fill("Lên chỗ cao ngay.")
    page.get_by_role("button", name="Đăng tin khẩn…").click()
    page.get_by_role("button", name="Đăng ngay").click()
    expect(page.get_by_role("heading", name="Tin khẩn đã lên cổng.")).to_be_visible()

    assert time.monotonic() - began < SECONDS
    assert int(page.evaluate("sessionStorage.taps")) <= 4
    # The demo's only publisher is told to call nobody, but what to ask for.
    expect(page.get_by_text("Chưa có ai khác có thể đăng hoặc xác nhận.")).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    address = page.get_by_role("link", name="Xem trang đang đăng").get_attribute("href")
    assert "Nước lũ lên nhanh" in page.request.get(address).text()
    assert_no_complaints(watched)


def test_an_editor_hands_an_emergency_in_and_is_told_whom_to_call(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/khan")
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Hãy viết chuyện gì đang xảy ra.")).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    page.get_by_label("Chuyện gì đang xảy ra").fill("Sạt lở đường lên Xóm 5")

    page.get_by_role("button", name="Gửi duyệt").click()
    assert_accessible(page)
    page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt").click()

    expect(page.get_by_text("Tin chưa lên cổng. Hãy gọi cho người duyệt")).to_be_visible()
    expect(page.get_by_text("Người có thể đăng hoặc xác nhận: Duyệt bài.")).to_be_visible()


def test_an_emergency_is_there_after_a_reload_and_goes_out_once(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])
    page.goto(f"{server.url}/desk/khan")
    what, where = page.get_by_label("Chuyện gì đang xảy ra"), page.get_by_role("checkbox").first
    where.check()
    page.get_by_label("Hiện trong").select_option("6")
    what.press_sequentially("Vỡ đập Khe Mây")
    page.wait_for_timeout(1_000)
    assert "Khe Mây" in page.evaluate(KEPT)

    page.reload()
    expect(what).to_have_value("")
    assert_accessible(page)
    page.get_by_role("button", name="Lấy lại phần ấy").click()
    expect(what).to_have_value("Vỡ đập Khe Mây")
    expect(where).to_be_checked()
    expect(page.get_by_label("Hiện trong")).to_have_value("6")
    # Its session is over, then the answer to its publication is lost.
    page.context.clear_cookies()
    page.get_by_role("button", name="Đăng tin khẩn…").click()
    page.get_by_label("Mật khẩu").fill(names["Publisher"][1])
    page.keyboard.press("Enter")

    def lose(route: Route) -> None:
        assert route.fetch().ok
        route.abort()

    page.route("**/publication", lose, times=1)
    page.get_by_role("button", name="Đăng ngay").click()
    expect(page.get_by_text("Không nhận được trả lời")).to_be_visible()
    page.get_by_role("button", name="Đăng tin khẩn…").click()

    expect(page.get_by_role("heading", name="Tin khẩn đã lên cổng.")).to_be_visible()
    found = page.request.get(f"{server.url}/authoring/v1/documents?text=vo+dap+khe+may").json()
    assert [each["public"] for each in found["items"]] == ["live"]
    assert page.evaluate(KEPT) == "[]"
