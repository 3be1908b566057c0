"""What a reader can do with every page: hear it, print it, keep it, hand it on, rate it."""

import re
from io import BytesIO
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.addresses import ARTICLE, NOTICE, address
from tests.browser.checks import WIDTHS, answer_of, assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import sign_in
from tests.browser.test_accessibility import AXE, assert_accessible
from tests.serving import LiveServer

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
)
"""A browser without a window calls itself a program, whose votes do not count."""
SPEECH = """
window.said = [];
const voices = [{ lang: "en-US", name: "en" }, { lang: "vi_VN", name: "vi" }];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak(utterance) {
    window.said.push(utterance);
    if (window.isQuick) setTimeout(utterance.onend);
  },
  cancel() { window.said.push("cancel"); },
} });
window.sayNext = () => window.said[window.said.length - 1].onend();
"""


def legal_document(server: LiveServer) -> str:
    first = answer_of(server, "/v1/legal-documents?site=yen-hoa")["items"][0]
    return f"/van-ban/{first['slug']}"


def open_ready(page: Page, url: str) -> None:
    """Until the tools are there."""
    page.goto(url)
    expect(page.locator(".share[data-wired]")).to_be_visible()


@WIDTHS
def test_every_kind_of_page_has_the_bar(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.add_init_script("window.print = () => document.documentElement.append('x')")
    items = [ARTICLE, NOTICE, legal_document(live_server), "/trang/gioi-thieu"]

    for path in [*items, address(live_server, "calendar")]:
        open_ready(page, live_server.url + path)
        bar = page.get_by_role("group", name="Nghe, in và chia sẻ")

        labels = bar.locator(".share__item").all_inner_texts()
        assert labels == ["Nghe", "In", "Lưu", "Gửi Zalo", "Facebook", "Chép liên kết"]
        bar.get_by_role("button", name="Lưu", exact=True).click()
        expect(bar.get_by_role("status")).to_contain_text("Lưu dưới dạng PDF")
        bar.get_by_role("button", name="In", exact=True).click()
        expect(page.locator("html")).to_have_text(re.compile("xx$"))
        page.get_by_role("button", name="Nghe").click()
        expect(bar.get_by_role("status")).to_contain_text("chưa có giọng đọc tiếng Việt")
        assert page.locator("[data-rating][data-wired]").count() == (path in items)
        assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


def test_it_reads_aloud_by_paragraph_and_stops(live_server: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(SPEECH)
    open_ready(page, live_server.url + ARTICLE)
    title = page.get_by_role("heading", level=1).inner_text()

    page.get_by_role("button", name="Nghe").click()
    expect(page.get_by_role("heading", level=1)).to_have_class("article__title is-spoken")
    first = page.evaluate("[said[0].text, said[0].lang, said.length]")
    texts = [first[0]]
    while page.locator("h1.is-spoken").count():
        page.evaluate("sayNext()")
        texts.append(page.evaluate("said[said.length - 1].text"))

    assert first[1:] == ["vi_VN", 1]
    assert all(len(text) <= 200 for text in texts)
    assert title.startswith(first[0].strip())
    expect(page.locator(".is-spoken")).to_have_count(1)
    expect(page.locator(".article__lead.is-spoken")).to_be_visible()
    page.get_by_role("button", name="Dừng đọc").click()
    expect(page.locator(".is-spoken")).to_have_count(0)
    assert page.evaluate("said[said.length - 1]") == "cancel"
    expect(page.get_by_role("button", name="Nghe")).to_be_visible()
    before = page.evaluate("(window.isQuick = true, said.length)")
    page.get_by_role("button", name="Nghe").click()
    expect(page.get_by_role("button", name="Dừng đọc")).to_be_visible()
    expect(page.get_by_role("button", name="Nghe")).to_be_visible()
    assert page.evaluate("said.length") > before + 20
    assert not {"Gửi Zalo", "Có ích"} & set(page.evaluate("said.map((each) => each.text)"))
    assert_no_complaints(watched)


def test_pressed_twice_before_voices_come_it_says_each_word_once(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.add_init_script(f"{SPEECH}; window.known = voices.splice(0);")
    page.clock.install()
    open_ready(page, live_server.url + ARTICLE)

    for _press in range(2):
        page.get_by_role("button", name="Nghe").click()
    page.wait_for_function("Boolean(speechSynthesis.onvoiceschanged)")
    page.evaluate("speechSynthesis.getVoices().push(...known); speechSynthesis.onvoiceschanged()")
    expect(page.get_by_role("button", name="Dừng đọc")).to_be_visible()
    page.clock.fast_forward("00:02")

    expect(page.get_by_role("button", name="Dừng đọc")).to_be_visible()
    assert page.evaluate("said.length") == 1


def test_readers_say_whether_it_was_useful_and_the_desk_is_told(
    people, browser: Browser, watched: Watched
) -> None:
    server, names = people
    context = browser.new_context(user_agent=PHONE, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.add_init_script(AXE.read_text("utf-8"))
    open_ready(page, server.url + ARTICLE)

    page.get_by_role("button", name="Có ích", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Cảm ơn")).to_be_visible()
    page.get_by_role("button", name="Chưa có ích").click()
    with page.expect_request("**/v1/ratings") as sent:
        page.get_by_role("button", name="Khó hiểu").click()

    chosen = page.locator(".rating [aria-pressed=true]")
    assert sent.value.post_data_json["reason"] == "unclear"
    assert chosen.all_inner_texts() == ["Chưa có ích", "Khó hiểu"]
    assert_accessible(page)
    desk = watched.page
    title = page.get_by_role("heading", level=1).inner_text()
    sign_in(desk, server, names["Editor"])
    row = desk.locator(".row").filter(has_text=title)
    for _second in range(15):
        desk.goto(f"{server.url}/desk/noi-dung?text={quote(title)}")
        expect(row).to_be_visible()
        if "1 thấy chưa" in row.inner_text():  # The first vote may have been folded in alone.
            break
        desk.wait_for_timeout(1_000)
    expect(row).to_contain_text("Bạn đọc: 0 thấy có ích, 1 thấy chưa – khó hiểu: 1")
    context.close()


def test_without_scripts_there_are_the_links_alone(
    live_server: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + NOTICE)

    expect(page.locator(".share__item:visible")).to_have_count(2)
    expect(page.locator(".rating:visible")).to_have_count(0)
    context.close()


def test_a_legal_document_is_one_sheet(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{live_server.url}/van-ban/nq-11-2026-sua-doi-du-toan")
    page.wait_for_load_state("networkidle")

    # Letter is the shorter sheet; what only a screen is good for is on none.
    (sheet,) = PdfReader(BytesIO(page.pdf(format="Letter"))).pages

    words = sheet.extract_text()
    assert "Cổng thông tin điện tử xã Yên Hòa" in words
    assert "Lượt xem" not in words
    page.close()


def test_a_notice_and_a_week_are_one_sheet_each(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page()

    for path, width in ((NOTICE, 595), ("/lich-lam-viec/2026-W48", 841)):
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))).pages

        assert [int(sheet.mediabox.width) for sheet in sheets] == [width]
        words = " ".join(sheets[0].extract_text().split())
        if path == NOTICE:
            assert page.locator("[data-code]").evaluate("(code) => code.naturalWidth") > 100
            assert f"Quét mã để xem nội dung đang có hiệu lực: {live_server.url}/thong-bao" in words
            assert "(đã ký) Hoàng Đình Sơn" in words
            assert "Lượt xem" not in words
        else:
            assert words.endswith("Người duyệt lịch")
    page.close()
