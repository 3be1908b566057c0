"""The record of a site and its report: who did what, and what went out."""

import re

from playwright.sync_api import expect

from tests import serving
from tests.browser.checks import WIDTHS, assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import axe, open_bar, sign_in
from tests.browser.test_accessibility import assert_accessible
from tests.browser.test_desk_people import PASSWORD, choose

__all__ = ["axe"]


def test_an_admin_asks_the_record_who_did_what(people, watched: Watched) -> None:
    server, _ = people
    page, who = watched.page, "nhat-ky@yenhoa.example"
    said = serving.quick(server.environ, "user", "create", who, "--name", "Ông Kiểm tra",
                         "--role", "admin")  # fmt: skip
    choose(page, re.search(r"https?://\S+/desk/moi#\S+", said.stdout).group())
    sign_in(page, server, (who, PASSWORD))
    open_bar(page)
    page.get_by_role("link", name="Nhật ký").click()
    rows = page.locator("[data-rows] > li")
    expect(rows).to_have_count(50)
    expect(rows.first).to_contain_text("Đăng nhập")
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(rows).to_have_count(100)
    assert_accessible(page)
    assert_nothing_sticks_out(page)

    page.get_by_label("Từ ngày").fill("ngày mai")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_text("Ngày/tháng/năm, ví dụ 13/07/2026")).to_be_visible()
    page.get_by_label("Từ ngày").fill("01/01/2026")
    page.get_by_label("Việc").select_option("set_password")
    page.get_by_role("button", name="Tìm").click()

    expect(page).to_have_url(re.compile("action=set_password&from=01%2F01%2F2026$"))
    expect(rows.first).to_contain_text("qua đường dẫn một lần")
    expect(page.locator("[data-rows] strong", has_text="Đăng nhập")).to_have_count(0)
    assert watched.policy_reports() == []


@WIDTHS
def test_the_report_of_a_month_is_a_table_and_a_sheet(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])

    open_bar(page)
    page.get_by_role("link", name="Báo cáo").click()

    # On the first of a month nothing of it is out yet.
    page.get_by_label("Tháng").select_option(index=1)
    expect(page).to_have_url(re.compile(r"month=\d{4}-\d\d"))
    by_type = page.get_by_role("table", name="Theo loại")
    expect(by_type.get_by_role("row", name=re.compile(r"^Thông báo \d+"))).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    with page.expect_download() as begun:
        page.get_by_role("link", name="Tải bảng tính").click()
    assert begun.value.suggested_filename.endswith(".csv")
    expect(page.get_by_role("heading", name="Báo cáo")).to_be_visible()
    assert_no_complaints(watched)
