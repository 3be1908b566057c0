"""Files say what a notice is: a Word file's words for its text, and facts to be agreed to."""

from playwright.sync_api import expect

from tests.api.media import documents
from tests.api.media.authoring.test_conversions import NOTICE
from tests.api.media.authoring.word_files import word
from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import SAVED, axe, sign_in
from tests.browser.test_accessibility import assert_accessible

__all__ = ["axe"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DROP = """async ([bytes, name, type]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
  const text = document.querySelector("[data-text] .text");
  const { left, top } = text.getBoundingClientRect();
  const place = { clientX: left + 5, clientY: top + 5, bubbles: true, cancelable: true };
  text.dispatchEvent(new DragEvent("drop", { dataTransfer, ...place }));
}"""


def test_files_propose_and_nothing_is_filled_in_unasked(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/notice")
    read = page.locator("[data-reading]")
    content = page.get_by_role("textbox", name="Nội dung")

    content.wait_for()
    page.evaluate(DROP, [list(word(*NOTICE)), "102-TB-UBND.docx", WORD])
    expect(read.get_by_label("Số, ký hiệu: 102/TB-UBND")).to_be_checked()
    expect(read.get_by_label("Cơ quan ban hành: Ủy ban nhân dân")).to_be_checked()
    assert page.locator("#number").input_value() == ""
    expect(content).not_to_contain_text("rác thải")
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    expect(page.get_by_text("Chưa lưu: cần Tiêu đề")).to_be_visible()
    read.get_by_role("button", name="Lấy chữ, bỏ tệp").click()
    expect(content).to_contain_text("Về việc thu gom rác thải")
    read.get_by_label("Người ký").uncheck()
    read.get_by_role("button", name="Điền các mục đã chọn").click()
    assert page.locator("#number").input_value() == "102/TB-UBND"
    assert page.locator("#issued_on").input_value() == "11/07/2026"
    assert page.locator("#signer").input_value() == ""
    expect(page.locator(".attached__file")).to_have_count(0)
    expect(page.get_by_text(SAVED)).to_be_visible()

    paper = {"name": "15-KH-UBND.pdf", "mimeType": "application/pdf"}
    with page.expect_response("**/authoring/v1/conversions"):
        page.locator("#attachments-file").set_input_files(
            paper | {"buffer": documents.text_pdf(b"So tay 038190012345")}
        )
    expect(page.locator(".attached__file input")).to_have_value("15-KH-UBND")
    expect(page.locator(".attached__file .noticed")).to_contain_text("1 dữ liệu cá nhân")
    expect(read).to_be_empty()
    page.locator("#number").fill("")
    page.get_by_role("textbox", name="Tiêu đề").fill("Thông báo số 103/TB-UBND về cấp nước")
    page.keyboard.press("Tab")
    expect(read.get_by_label("103/TB-UBND")).to_be_checked()
    read.get_by_role("button", name="Bỏ qua").click()
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()
    address = page.url.replace("/desk/viet/notice", "/authoring/v1/notices")
    saved = page.request.get(address).json()["content"]
    assert (saved["number"], saved["issued_on"], saved["signer"]) == (None, "2026-07-11", None)
    assert "<h2><strong>THÔNG BÁO</strong></h2>" in saved["body_html"]
    assert len(saved["attachments"]) == 1
    assert_no_complaints(watched)
