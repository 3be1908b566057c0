"""An editor and an approver at the desk: written, returned, published, undone, nothing lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import serving
from tests.browser.checks import (
    WIDTHS,
    assert_no_complaints,
    assert_nothing_sticks_out,
)
from tests.browser.conftest import WATCH_POLICY, Watched
from tests.browser.test_accessibility import AXE, assert_accessible
from tests.serving import LiveServer

SAVED = re.compile(r"Đã lưu \d\d:\d\d")
People = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> Iterator[tuple[LiveServer, People]]:
    """A demo of its own, and its two people with their passwords."""
    environ = serving.environment(tmp_path_factory.mktemp("desk"), CONGXA_WORKERS="1",
                                  CONGXA_RATE_LIMITS="0")  # fmt: skip
    said = serving.congxa(environ, "demo", "--load-only").stdout
    found = re.findall(r"^(Editor|Publisher): +(\S+) +(\S+)$", said, re.MULTILINE)
    with serving.serving(environ) as server:
        yield server, {role: (email, password) for role, email, password in found}


@pytest.fixture(autouse=True)
def axe(watched: Watched) -> None:
    """axe-core in the editor's pages."""
    watched.page.add_init_script(AXE.read_text("utf-8"))


def sign_in(page: Page, server: LiveServer, who: tuple[str, str]) -> None:
    page.goto(f"{server.url}/desk/")
    page.get_by_label("Thư điện tử").fill(who[0])
    page.get_by_label("Mật khẩu").fill(who[1])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nội dung")).to_be_visible()


def take(page: Page, step: str, said: str) -> None:
    page.get_by_role("button", name=step).click()
    expect(page.locator("[data-go]")).to_be_visible()
    for warning in page.locator("[name=acknowledged]").all():
        warning.check()
    page.locator("[data-go]").click()
    expect(page.get_by_text(said, exact=True)).to_be_visible()


@WIDTHS
def test_a_notice_goes_its_whole_way(people, watched: Watched, browser: Browser) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    assert_accessible(page)
    page.get_by_role("link", name="Viết thông báo").click()
    title = f"Lịch tiêm chủng {page.viewport_size['width']}"
    page.get_by_label("Tiêu đề").fill(title)
    page.get_by_label("Nội dung").fill("Trạm Y tế.\n\nMang sổ tiêm. Điện thoại 0912345678.")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    take(page, "Gửi duyệt", "Đã gửi duyệt.")

    other = browser.new_context(viewport=page.viewport_size)
    other.add_init_script(WATCH_POLICY)
    approver = other.new_page()
    sign_in(approver, server, names["Publisher"])
    approver.get_by_label("Tìm trong tiêu đề").fill(f"lich tiem chung {title[-4:]}")
    approver.get_by_role("link", name=title).click()
    approver.get_by_role("button", name="Trả lại…").click()
    approver.get_by_label("Cần sửa gì").fill("Thêm giờ.")
    approver.locator("[data-go]").click()
    expect(approver.get_by_text("Đã trả lại.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Thêm giờ.")).to_be_visible()
    page.get_by_label("Nội dung").press_sequentially(" Từ 7 giờ.")
    take(page, "Gửi duyệt", "Đã gửi duyệt.")
    approver.reload()
    take(approver, "Đăng…", "Đã nhận lệnh đăng.")
    address = approver.get_by_role("link", name="Xem trang đang đăng").get_attribute("href")
    assert approver.request.get(address).status == 200
    approver.get_by_role("button", name="Hoàn tác").click()
    expect(approver.get_by_text("Đã hoàn tác.")).to_be_visible()
    assert approver.request.get(address).status == 410
    assert approver.evaluate("window.policyReports") == []
    other.close()
    assert_no_complaints(watched)


def test_what_was_written_without_a_network_is_there_again(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    page.get_by_label("Tiêu đề").fill("Tin viết khi mất mạng")
    expect(page.get_by_text(SAVED)).to_be_visible()
    address = page.url

    page.context.set_offline(True)
    page.get_by_label("Nội dung").fill("Một câu không được mất.")
    expect(page.get_by_text("Chưa lưu: mất mạng. Đã giữ trên máy này.")).to_be_visible()
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)
    again.get_by_role("button", name="Lấy lại phần ấy").click()

    expect(again.get_by_label("Nội dung")).to_have_value("Một câu không được mất.")
    expect(again.get_by_text(SAVED)).to_be_visible()
    again.reload()
    expect(again.get_by_label("Nội dung")).to_have_value("Một câu không được mất.")
    expect(again.get_by_role("button", name="Lấy lại phần ấy")).to_have_count(0)


def test_a_session_that_ends_while_writing_loses_nothing(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    page.get_by_label("Tiêu đề").fill("Phiên hết giữa chừng")
    expect(page.get_by_text(SAVED)).to_be_visible()

    page.context.clear_cookies()
    page.get_by_label("Tóm tắt").fill("Vẫn còn đây.")
    page.get_by_label("Mật khẩu").fill(names["Editor"][1])
    page.keyboard.press("Enter")

    expect(page.get_by_text(SAVED)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Tóm tắt")).to_have_value("Vẫn còn đây.")


def test_two_who_write_one_field_choose(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    page.get_by_label("Tiêu đề").fill("Hai người một bài")
    expect(page.get_by_text(SAVED)).to_be_visible()
    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_label("Tiêu đề").fill("Bản thứ hai")
    expect(second.get_by_text(SAVED)).to_be_visible()

    page.get_by_label("Tiêu đề").fill("Bản thứ nhất")
    expect(page.get_by_text("Hai người cùng sửa")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Bản của người kia").check()
    page.get_by_role("button", name="Giữ như đã chọn").click()

    expect(page.get_by_label("Tiêu đề")).to_have_value("Bản thứ hai")
