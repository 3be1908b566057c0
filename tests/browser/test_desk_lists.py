"""The one list of all types: filters in the address, several rows at once, and copies."""

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.checks import WIDTHS, assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import axe, sign_in, sign_out
from tests.browser.test_accessibility import assert_accessible
from tests.serving import LiveServer

__all__ = ["axe"]


def make(page: Page, server: LiveServer, title: str, **content: str) -> dict[str, str]:
    """A draft of whoever is signed in."""
    answer = page.request.post(
        f"{server.url}/authoring/v1/notices",
        headers={"Origin": server.url, "Idempotency-Key": f"list-{uuid4()}"},
        data={"title": title, "body_html": "<p>Nội dung.</p>", **content},
    )
    made: dict[str, str] = answer.json()
    return made


def test_what_is_asked_for_stands_in_the_address(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    make(page, server, "Lịch cắt điện xóm Đông")

    page.get_by_label("Loại").select_option("notice")
    page.get_by_label("Tình trạng").select_option("draft")
    page.get_by_label("Tìm trong tiêu đề").fill("cat dien")
    expect(page).to_have_url(re.compile(r"text=cat.dien&type=notice&state=draft$"))
    expect(page.get_by_role("link", name="Lịch cắt điện xóm Đông")).to_be_visible()
    expect(page.locator("[data-rows] > li")).to_have_count(1)
    page.reload()
    expect(page.get_by_label("Tìm trong tiêu đề")).to_have_value("cat dien")
    expect(page.locator("[data-rows] > li")).to_have_count(1)
    page.get_by_role("link", name="Lịch cắt điện xóm Đông").click()
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Loại")).to_have_value("notice")
    expect(page.locator("[data-rows] > li")).to_have_count(1)
    page.get_by_label("Tình trạng").select_option("trashed")
    expect(page.get_by_text("Không có nội dung nào như vậy.")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Tình trạng")).to_have_value("draft")
    expect(page.locator("[data-rows] > li")).to_have_count(1)
    assert_no_complaints(watched)


def test_a_first_visit_of_the_list_takes_five_requests(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    fresh = page.context.browser.new_context(storage_state=page.context.storage_state())
    first = fresh.new_page()
    asked: list[str] = []
    first.on("request", lambda request: asked.append(request.url))

    first.goto(f"{server.url}/desk/noi-dung", wait_until="networkidle")

    expect(first.get_by_role("heading", name="Nội dung")).to_be_visible()
    assert len([each for each in asked if not each.startswith("data:")]) <= 5, asked
    first.evaluate("""localStorage.setItem("congxa.language", '"en"')""")
    asked.clear()
    first.reload()
    expect(first.get_by_role("heading", name="Content", exact=True)).to_be_visible()
    expect(first.get_by_role("link", name="To the main content")).to_have_count(1)
    assert not any("vi.json" in each for each in asked)
    first.route("**/i18n/en.json*", lambda route: route.abort())
    first.reload()
    expect(first.get_by_text("Chưa tải được bàn làm việc")).to_be_visible()
    fresh.close()


def test_the_two_person_rule_is_told_before_the_press(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])
    made = make(page, server, "Chữ của người duyệt")
    page.goto(f"{server.url}/desk/viet/notice/{made['id']}")

    page.get_by_role("button", name="Đăng…").click()

    panel = page.locator("[data-panel]")
    expect(panel).to_contain_text("người viết không tự đăng")
    expect(panel).to_contain_text("Chưa có ai khác có thể đăng hoặc xác nhận.")
    expect(panel.locator("[data-go]")).to_have_count(0)
    assert_accessible(page)
    assert_nothing_sticks_out(page)


@WIDTHS
def test_several_take_a_step_and_each_has_a_result(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    word = f"Gộp {page.viewport_size['width']}"
    sign_in(page, server, names["Publisher"])
    made = [make(page, server, f"{word} {number}") for number in (1, 2)]
    page.request.post(
        f"{server.url}/authoring/v1/notices/{made[0]['id']}/submission",
        headers={"Origin": server.url, "If-Match": '"v1"'},
    )
    page.goto(f"{server.url}/desk/noi-dung?text={word}")
    for number in (1, 2):
        page.get_by_label(f"Chọn: {word} {number}").check()
    expect(page.get_by_text("Đã chọn 2 mục")).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)

    page.get_by_role("button", name="Gửi duyệt").click()
    dialog = page.get_by_role("dialog", name="Gửi duyệt 2 mục?")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Gửi duyệt").click()
    dialog.get_by_role("button", name="Gửi duyệt").click()

    expect(page.get_by_text("Xong 1 mục, chưa xong 1 mục.")).to_be_visible()
    rows = page.locator("[data-rows] > li")
    expect(rows.filter(has_text=f"{word} 2")).to_contain_text("Đã gửi duyệt.")
    expect(rows.filter(has_text=f"{word} 2")).to_contain_text("Chờ duyệt")
    expect(rows.filter(has_text=f"{word} 1").locator(".wrong")).not_to_be_empty()
    expect(page.get_by_label(f"Chọn: {word} 1")).to_be_checked()
    expect(page.get_by_label(f"Chọn: {word} 2")).not_to_be_checked()
    assert_accessible(page)
    assert page.evaluate("window.policyReports") == []


def test_any_item_is_copied_into_a_draft(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_label("Loại").select_option("article")
    page.get_by_label("Tình trạng").select_option("live")
    expect(page).to_have_url(re.compile("type=article&state=live$"))
    row = page.locator("[data-rows] > li").first
    title = row.get_by_role("link").inner_text()

    row.get_by_role("button", name="Nhân bản").click()

    expect(page).to_have_url(re.compile("/desk/viet/article/[0-9a-f-]+$"))
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_have_value(title)
    expect(page.locator("[data-state]")).to_have_text("Bản nháp")


def test_a_page_of_the_list_goes_on_at_its_first_new_row(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    rows = page.locator("[data-rows] > li")
    expect(rows).to_have_count(30)

    page.get_by_role("button", name="Thêm", exact=True).click()

    expect(rows.nth(30).get_by_role("link")).to_be_focused()
    expect(page.locator(".tag", has_text=re.compile("^Đang đăng"))).not_to_have_count(0)


def test_what_was_kept_is_asked_about_in_a_window_of_our_own(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Tiêu đề").fill("Chưa lưu mà đăng xuất")
    expect(page.get_by_text("Đã giữ trên máy này.")).to_be_visible()

    sign_out(page)
    expect(page.get_by_role("dialog")).to_contain_text("mất những chữ ấy")
    page.get_by_role("button", name="Đóng").click()
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_have_value("Chưa lưu mà đăng xuất")
    page.context.set_offline(False)
