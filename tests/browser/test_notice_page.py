"""Citizens read the demo commune's notices in a browser, from the real server."""

import re

import pytest
from playwright.sync_api import Browser, expect

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

EMERGENCY = re.compile("^Cấm người và xe qua ngầm tràn Khe Cát")
LISTED = "/thong-bao/niem-yet-14-thua-dat-xom-8-9"
EXPIRED = "/thong-bao/moi-chao-gia-thu-vien"


@WIDTHS
def test_it_goes_from_the_home_page_to_an_emergency(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page

    page.goto(live_server.url)
    wait_until_shown(page)
    page.locator("main").get_by_role("link", name=EMERGENCY).click()

    expect(page.get_by_role("heading", level=1, name=EMERGENCY)).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/thong-bao/cam-qua-ngam-tran-khe-cat")
    expect(page).to_have_title(re.compile("^Cấm người .* – Cổng thông tin điện tử xã Yên Hòa$"))
    expect(page.locator("main").get_by_text("Khẩn", exact=True)).to_be_visible()
    expect(page.get_by_text("Xóm 11, Xóm 12, Xóm 13")).to_be_visible()
    expect(page.get_by_text("Đã hết hạn")).to_have_count(0)
    assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


@WIDTHS
def test_it_shows_everything_of_a_notice(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page

    page.goto(f"{live_server.url}{LISTED}")
    wait_until_shown(page)

    notice = page.locator("article.notice")
    for words in ("27/TB-UBND", "Ủy ban nhân dân xã Yên Hòa", "Hoàng Đình Sơn, Phó Chủ tịch"):
        expect(notice.get_by_role("definition").filter(has_text=words)).to_be_visible()
    expect(notice.get_by_text(re.compile("^Hết thời gian niêm yết"))).to_be_visible()
    expect(notice).to_contain_text(re.compile(r"PDF, \d\d(,\d)? KB, 1 trang"))
    assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


def test_a_pdf_is_shown_at_its_own_address(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{live_server.url}{LISTED}")
    wait_until_shown(page)

    with page.expect_response(re.compile(r"/media/.+\.pdf")) as answered:
        page.get_by_role("link", name="Danh sách 14 thửa đất niêm yết.pdf").click()

    headers = answered.value.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith("inline; filename")


@WIDTHS
def test_an_expired_notice_stays_at_its_address_and_says_so(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page

    page.goto(f"{live_server.url}{EXPIRED}")

    expect(page.get_by_text("Đã hết hạn", exact=True)).to_be_visible()
    expect(page.get_by_text("đã hết hạn lúc 16:30 ngày 15/10/2026")).to_be_visible()
    expect(page.get_by_text(re.compile("^Xã cần 10 giá sách"))).to_be_visible()
    assert_no_complaints(watched)


def test_it_says_that_there_is_no_such_notice(live_server: LiveServer, watched: Watched) -> None:
    answer = watched.page.goto(f"{live_server.url}/thong-bao/khong-he-co")

    heading = watched.page.get_by_role("heading", level=1, name="Không tìm thấy trang")
    expect(heading).to_be_visible()
    expect(watched.page.locator(".site-footer")).to_contain_text("Yên Hòa")
    assert answer is not None
    assert answer.status == 404
    assert watched.policy_reports() == []


def test_it_says_why_a_notice_was_withdrawn(live_server: LiveServer, watched: Watched) -> None:
    newer = answer_of(live_server, f"/v1/sites/yen-hoa/notices/{LISTED.rsplit('/', 1)[1]}")
    gone = {
        "status": 410,
        "title": "Gone",
        "reason": "superseded",
        "public_note": "Xem bản niêm yết mới.",
        "withdrawn_at": "2026-11-01T08:00:00+07:00",
        "superseded_by": newer["id"],
    }
    arrive_unfilled(watched.page)
    watched.page.route(
        "**/v1/sites/yen-hoa/notices/*", lambda route: route.fulfill(status=410, json=gone)
    )

    watched.page.goto(f"{live_server.url}{EXPIRED}")

    state = watched.page.get_by_role("alert")
    expect(state).to_contain_text("Nội dung đã được gỡ")
    expect(state).to_contain_text("Xem bản niêm yết mới.")
    expect(state.get_by_role("link", name=newer["title"])).to_have_attribute("href", LISTED)


SHORT = (
    "Nước lũ lên nhanh ở Khe Cát",
    "Rời khỏi bờ khe ngay, lên nhà văn hóa xóm 12. Mang theo giấy tờ và thuốc. Không có xe thì gọi"
    " 0238 000 0001.",
)
LONG = (
    "Hồ Khe Mơ xả lũ từ 14 giờ ngày 30/11, nước sông Con qua các xóm 5, 6, 7 và 11 dâng thêm 1,5"
    " đến 2 mét trong đêm nay",
    "Các hộ dưới đê xóm 5, 6, 7 và 11 sơ tán ngay, trước 16 giờ, lên Trường THCS Yên Hòa.",
)


@pytest.mark.parametrize("words", [None, SHORT, LONG], ids=["demo", "short", "long"])
def test_an_emergency_says_what_to_do_before_anything_else(
    live_server: LiveServer, browser: Browser, words: tuple[str, str] | None
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page.goto(f"{live_server.url}/thong-bao/cam-qua-ngam-tran-khe-cat")

    ends = page.evaluate(
        """(words) => ["h1", ".article-body p"].map((each, index) => {
          const place = document.querySelector(each);
          if (words) place.textContent = words[index];
          return () => Math.ceil(place.getBoundingClientRect().bottom);
        }).map((end) => end())""",
        words,
    )
    share = page.locator(".share")

    assert max(ends) <= 300, ends
    bar = share.bounding_box()
    assert bar["y"] + bar["height"] <= 640
    assert bar["height"] <= 130
    expect(share.get_by_role("link", name="Gửi Zalo")).to_be_in_viewport(ratio=1)
    page.locator(".notice__facts").scroll_into_view_if_needed()
    assert share.bounding_box()["y"] < page.locator(".notice__facts").bounding_box()["y"]
    expect(page.get_by_role("region", name="Tin khẩn")).to_have_count(0)
    page.close()
