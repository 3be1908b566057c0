"""People at the desk: an admin invites, gives roles, signs out, shuts out and lets in again."""

import re

from playwright.sync_api import Browser, Page, expect

from tests import serving
from tests.browser.checks import assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import axe, open_bar, sign_in
from tests.browser.test_accessibility import assert_accessible

__all__ = ["axe"]
ADMIN, NEW = "quan-tri@yenhoa.example", "mai@yenhoa.example"
PASSWORD = "trâu vàng uống nước suối"


def choose(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.get_by_role("heading", name="Đã lưu mật khẩu")).to_be_visible()


def test_somebody_is_invited_and_held_to_their_role(
    people, watched: Watched, browser: Browser
) -> None:
    server, names = people
    page = watched.page
    said = serving.quick(server.environ, "user", "create", ADMIN, "--name", "Quản trị",
                         "--role", "admin")  # fmt: skip
    choose(page, re.search(r"https?://\S+/desk/moi#\S+", said.stdout).group())
    sign_in(page, server, (ADMIN, PASSWORD))
    open_bar(page)
    page.get_by_role("link", name="Người dùng").click()
    expect(page.get_by_text("Viết bài của mình và gửi duyệt.")).to_be_visible()
    page.get_by_text("Mời người mới").click()
    page.get_by_label("Tên", exact=True).fill("Mai Anh")
    page.get_by_label("Thư điện tử").fill(names["Editor"][0])
    page.get_by_label("Quyền: Cổng thông tin điện tử xã Yên Hòa").first.select_option("author")
    page.get_by_role("button", name="Tạo đường mời").click()
    expect(page.locator("[data-invite] [data-wrong]")).not_to_be_empty()
    page.get_by_label("Thư điện tử").fill(NEW)
    assert_accessible(page)
    assert_nothing_sticks_out(page)

    page.get_by_role("button", name="Tạo đường mời").click()
    link = page.locator("[data-address]").inner_text()
    row = page.locator("[data-people] > li", has_text=NEW)
    expect(row).to_contain_text("Chưa nhận lời mời")
    other = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    choose(other, link)
    sign_in(other, server, (NEW, PASSWORD))
    expect(other.get_by_role("link", name="Người dùng")).to_have_count(0)

    row.get_by_text("Sửa: Mai Anh").click()
    row.get_by_role("button", name="Đăng xuất khỏi mọi máy").click()
    expect(page.get_by_text("Đã đăng xuất người ấy khỏi mọi máy.")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    row.get_by_label("Quyền: Cổng thông tin điện tử xã Yên Hòa").select_option("editor")
    row.get_by_role("button", name="Lưu quyền").click()
    expect(row).to_contain_text("Cổng thông tin điện tử xã Yên Hòa: Biên tập")
    row.get_by_label("Bàn giao bản nháp của Mai Anh cho").select_option(label="Biên tập")
    row.get_by_role("button", name="Bàn giao").click()
    page.get_by_role("dialog").get_by_role("button", name="Bàn giao bản nháp").click()
    expect(page.get_by_text("Đã bàn giao 0 bài cho")).to_be_visible()
    row.get_by_role("button", name="Khóa…").click()
    page.get_by_role("dialog").get_by_role("button", name="Khóa", exact=True).click()
    expect(row).to_contain_text("Đã khóa")
    row.get_by_role("button", name="Mở khóa").click()
    row.get_by_role("button", name="Cấp lại mật khẩu…").click()
    page.get_by_role("dialog").get_by_role("button", name="Tạo đường dẫn").click()
    expect(page.locator("[data-address]")).not_to_have_text(link)
    assert_accessible(page)
    assert watched.policy_reports() == []
    other.context.close()
