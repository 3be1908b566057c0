"""Every type of content at the desk: its fields, and what is public as soon as it is saved."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import SAVED, axe, sign_in
from tests.browser.test_accessibility import assert_accessible
from tests.serving import LiveServer

__all__ = ["axe"]


def stored(page: Page, server: LiveServer, collection: str) -> dict[str, Any]:
    """The content of the document that the page is about."""
    found = page.request.get(f"{server.url}/authoring/v1/{collection}/{page.url.split('/')[-1]}")
    content: dict[str, Any] = found.json()["content"]
    return content


def test_a_calendar_entry_is_written_in_plain_fields(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_text("Loại khác").click()
    page.get_by_role("link", name="Lịch làm việc mới").click()
    page.get_by_role("textbox", name="Tiêu đề").fill("Giao ban tuần")
    expect(page.get_by_text("cần Ngày.")).to_be_visible()
    page.get_by_label("Ngày", exact=True).fill("13/7/2026")
    page.get_by_label("Từ giờ").fill("7h30")
    page.get_by_label("Buổi").select_option("morning")
    chair = page.locator("#chair-list option").first.get_attribute("value")
    page.get_by_label("Chủ trì").fill(chair)
    page.get_by_label(chair).first.check()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)

    content = stored(page, server, "calendar/entries")
    assert (content["date"], content["start_time"]) == ("2026-07-13", "07:30")
    assert content["session"] == "morning"
    assert content["officials"] == [content["chair"]]
    page.reload()
    expect(page.get_by_label("Chủ trì")).to_have_value(chair)
    assert_no_complaints(watched)


def test_a_legal_document_names_what_it_replaces(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/legal_document")
    page.get_by_role("textbox", name="Tiêu đề").fill("Quyết định về quy chế tiếp công dân")
    page.get_by_label("Tình trạng").select_option("in_force")
    page.get_by_label("Ngày ban hành").fill("31/02/2026")
    expect(page.get_by_label("Ngày ban hành")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Ngày ban hành").fill("01/07/2026")
    page.get_by_role("group", name="Thay thế văn bản").get_by_role("checkbox").first.check()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert_accessible(page)

    content = stored(page, server, "legal-documents")
    assert (content["status"], content["issued_on"]) == ("in_force", "2026-07-01")
    assert len(content["replaces"]) == 1


def test_what_has_no_review_is_public_when_it_is_saved_and_no_sooner(
    people, watched: Watched
) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/category")
    page.get_by_label("Tên", exact=True).fill("Chuyển đổi số")
    expect(page.get_by_text("Chưa lưu…")).to_be_visible()
    expect(page).to_have_url(re.compile("/desk/viet/category$"))

    page.get_by_role("button", name="Lưu, hiện ngay trên cổng").click()
    expect(page.get_by_text("Đã lưu, đang hiện trên cổng.")).to_be_visible()
    shown = page.request.get(f"{server.url}/v1/categories").json()["items"]
    assert "Chuyển đổi số" in [each["name"] for each in shown]
    page.get_by_role("button", name="Bỏ khỏi cổng…").click()
    page.locator("[data-go]").click()
    expect(page.get_by_text("Đã bỏ khỏi cổng.")).to_be_visible()

    used = next(each for each in shown if each["articles"])
    page.goto(f"{server.url}/desk/viet/category/{used['id']}")
    page.get_by_role("button", name="Bỏ khỏi cổng…").click()
    page.locator("[data-go]").click()
    expect(page.get_by_text("Đang được dùng ở")).to_be_visible()
    expect(page.locator("[data-uses] a").first).to_have_attribute("href", re.compile("/desk/viet/"))
    assert_accessible(page)
    assert_nothing_sticks_out(page)


def test_every_type_of_the_demo_opens_with_its_fields(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])
    for name in ("site", "banner", "official", "page", "calendar_entry", "legal_document"):
        found = page.request.get(f"{server.url}/authoring/v1/documents?type={name}&limit=1").json()
        page.goto(f"{server.url}/desk/viet/{name}/{found['items'][0]['id']}")
        expect(page.locator("[data-write] .field").first).to_be_visible()
        assert_accessible(page)
        assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


def _order(page: Page) -> list[str]:
    expect(page.locator(".order__label").first).to_be_visible()
    return page.locator("[data-order] .order__label").all_inner_texts()


def test_leaders_and_banners_are_put_in_order_by_keys_buttons_and_drag(
    people, watched: Watched
) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Publisher"])
    page.get_by_label("Loại").select_option("official")
    page.get_by_role("link", name="Sắp xếp thứ tự").click()
    first, second, third, *rest = _order(page)
    page.get_by_role("button", name=f"Đưa xuống: {first}").press("Alt+ArrowDown")
    expect(page.get_by_role("button", name=f"Đưa xuống: {first}")).to_be_focused()
    page.get_by_role("button", name=f"Đưa lên: {third}").click()
    assert _order(page) == [second, third, first, *rest]
    expect(page.get_by_text(f"{third}: thứ 2 trên {len(rest) + 3}.")).to_be_attached()
    page.get_by_role("link", name=third).drag_to(page.get_by_role("link", name=second))
    assert _order(page) == [third, second, first, *rest]
    assert_accessible(page)
    assert_nothing_sticks_out(page)

    page.get_by_role("button", name="Lưu thứ tự").click()

    expect(page.locator("[data-done]")).to_contain_text(f"{first}: đã đổi trên cổng")
    public = page.request.get(f"{server.url}/v1/officials?site=yen-hoa").json()["items"]
    assert [each["name"] for each in public][:3] == [third, second, first]

    # Banners stand by their places, each known by its words.
    page.goto(f"{server.url}/desk/sap-xep/banner")
    assert all("chưa có tiêu đề" not in each for each in _order(page))
    expect(page.locator("[data-order] h2")).to_have_text(["Cột bên", "Đầu trang"])
    page.get_by_role("button", name="Lưu thứ tự").click()
    expect(page.get_by_text("Thứ tự không đổi.")).to_be_attached()
    assert_no_complaints(watched)
