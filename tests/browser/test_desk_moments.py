"""Days and times at the desk: Viet Nam's, whatever the PC thinks, and asked about."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from playwright.sync_api import Browser, expect

from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import SAVED, axe, sign_in
from tests.browser.test_accessibility import assert_accessible

__all__ = ["axe"]
VIETNAM = timedelta(hours=7)


def test_a_moment_is_typed_or_chosen_and_told_back(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/notice")
    page.get_by_role("textbox", name="Tiêu đề").fill("Có hạn")
    ends = page.get_by_role("group", name="Hết hạn lúc")

    ends.get_by_label("Ngày", exact=True).fill("13/7/2031")
    expect(ends.get_by_text("Ngày và giờ, ví dụ")).to_be_visible()
    ends.get_by_label("Giờ", exact=True).fill("8h")
    expect(ends.get_by_text("Chủ nhật, 13/07/2031, 08:00, giờ Việt Nam.")).to_be_visible()
    ends.get_by_text("Chọn trong lịch").press("Enter")
    expect(ends.get_by_text("Tháng 7/2031")).to_be_visible()
    ends.get_by_label("Tháng sau").press("Enter")
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    ends.get_by_role("button", name=re.compile("^15, ")).press("Enter")
    expect(ends.get_by_label("Giờ", exact=True)).to_be_focused()
    expect(page.get_by_text(SAVED)).to_be_visible()
    chosen = ends.get_by_label("Ngày", exact=True).input_value()
    page.reload()

    assert chosen == "15/08/2031"
    expect(ends.get_by_label("Ngày", exact=True)).to_have_value(chosen)
    expect(ends.get_by_label("Giờ", exact=True)).to_have_value("08:00")
    assert_no_complaints(watched)


def test_what_is_odd_is_asked_about_by_the_clock_of_the_server(people, browser: Browser) -> None:
    server, names = people
    far = browser.new_context(timezone_id="America/New_York", locale="en-US")
    page = far.new_page()
    page.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
    # Whoever writes may not publish alone.
    with browser.new_context() as near:
        writing = near.new_page()
        sign_in(writing, server, names["Editor"])
        made = writing.request.post(
            f"{server.url}/authoring/v1/notices",
            headers={"Origin": server.url, "Idempotency-Key": f"moment-{uuid4()}"},
            data={"title": "Lên lịch ban đêm", "body_html": "<p>Nội dung.</p>"},
        ).json()
        writing.request.post(
            f"{server.url}/authoring/v1/notices/{made['id']}/submission",
            headers={"Origin": server.url, "If-Match": f'"{made["version"]}"'},
        )
    sign_in(page, server, names["Publisher"])
    page.goto(f"{server.url}/desk/viet/notice/{made['id']}")
    page.get_by_role("button", name="Đăng…").click()
    soon = datetime.now(UTC) + VIETNAM + timedelta(hours=12)
    typed = page.get_by_role("group", name="Đăng lúc")

    # The clock of the PC says that this was half a day ago.
    typed.get_by_label("Ngày", exact=True).fill(f"{soon:%d/%m/%Y}")
    typed.get_by_label("Giờ", exact=True).fill(f"{soon:%H:%M}")
    expect(page.locator("[data-go]")).to_have_text(
        re.compile(f"Lên lịch: .*{soon:%d/%m/%Y, %H:%M}")
    )
    expect(typed.get_by_text("Giờ này đã qua.")).to_have_count(0)
    typed.get_by_label("Ngày", exact=True).fill("30/04/2027")
    typed.get_by_label("Giờ", exact=True).fill("23:30")
    expect(typed.get_by_text("ban đêm")).to_be_visible()
    expect(typed.get_by_text("ngày nghỉ")).to_be_visible()
    page.locator("[data-go]").click()
    expect(page.get_by_text("Hãy xem lại ngày giờ")).to_be_visible()
    typed.get_by_label("Đúng là giờ ấy.").check()
    page.locator("[data-go]").click()

    refused = page.get_by_text("Hãy xem lại ngày giờ")
    expect(refused).to_have_count(0)
    far.close()
