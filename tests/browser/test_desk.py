"""An editor and an approver at the desk: written, returned, published, undone, nothing lost."""

import base64
import json
import re
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.api.media import samples
from tests.browser.checks import (
    WIDTHS,
    assert_no_complaints,
    assert_nothing_sticks_out,
)
from tests.browser.conftest import WATCH_POLICY, Watched
from tests.browser.desk import KEPT, SAVED, axe, sign_in, sign_out
from tests.browser.test_accessibility import assert_accessible
from tests.hostile.xss import FILE
from tests.sizes import SIZES

CLIPBOARDS = Path(__file__).parents[1] / "api" / "richtext" / "clipboards"
__all__ = ["axe"]


def without_a_way_out(page: Page) -> None:
    """A page that is being closed sends what it has, and may then be back in the network."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nội dung")


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
    page.get_by_role("textbox", name="Tiêu đề").fill(title)
    text_of(page).fill("Mang sổ tiêm. Điện thoại 0912345678.")
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
    text_of(page).press_sequentially("Từ 7 giờ. ")
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
    sign_out(page)
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert_no_complaints(watched)


def test_what_was_written_without_a_network_is_there_again(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    page.get_by_role("textbox", name="Tiêu đề").fill("Tin viết khi mất mạng")
    expect(page.get_by_text(SAVED)).to_be_visible()
    address = page.url

    page.context.set_offline(True)
    text_of(page).fill("Một câu không được mất.")
    expect(page.get_by_text("Chưa lưu: mất mạng. Đã giữ trên máy này.")).to_be_visible()
    without_a_way_out(page)
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)
    again.get_by_role("button", name="Lấy lại phần ấy").click()

    expect(text_of(again)).to_have_text("Một câu không được mất.")
    expect(again.get_by_text(SAVED)).to_be_visible()
    again.reload()
    expect(text_of(again)).to_have_text("Một câu không được mất.")
    expect(again.get_by_role("button", name="Lấy lại phần ấy")).to_have_count(0)


def test_who_types_on_without_a_pause_is_kept_too(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    page.get_by_role("textbox", name="Tiêu đề").press_sequentially("Mưa lớn từ đêm nay", delay=120)

    assert "Mưa lớn" in page.evaluate(KEPT)


def test_words_that_a_machine_cannot_keep_are_not_called_kept(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('private'); }")
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Tiêu đề").fill("Tin chưa giữ được")

    said = "Chưa lưu: mất mạng. Máy này không giữ lại được: đừng đóng trang."
    expect(page.get_by_text(said)).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text(SAVED)).to_be_visible()


def test_a_session_that_ends_while_writing_loses_nothing(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    page.get_by_role("textbox", name="Tiêu đề").fill("Phiên hết giữa chừng")
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
    page.get_by_role("textbox", name="Tiêu đề").fill("Hai người một bài")
    expect(page.get_by_text(SAVED)).to_be_visible()
    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_role("textbox", name="Tiêu đề").fill("Bản thứ hai")
    expect(second.get_by_text(SAVED)).to_be_visible()

    page.get_by_role("textbox", name="Tiêu đề").fill("Bản thứ nhất")
    expect(page.get_by_text("Hai người cùng sửa")).to_be_visible()
    assert_accessible(page)
    page.keyboard.type("!")
    expect(page.get_by_text("Chưa lưu: ")).to_be_visible()
    title = page.request.get(page.url.replace("/desk/viet/article", "/authoring/v1/articles"))
    assert title.json()["content"]["title"] == "Bản thứ hai"
    page.get_by_label("Giữ cả hai").check()
    page.get_by_role("button", name="Giữ như đã chọn").click()

    expect(page.get_by_role("textbox", name="Tiêu đề")).to_have_value("Bản thứ nhất! / hai")
    expect(page.get_by_text(SAVED)).to_be_visible()


def test_an_answer_that_is_lost_makes_no_second_document(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    made: list[int] = []

    def lose(route: Route) -> None:
        made.append(route.fetch().status)
        route.abort()

    page.route("**/authoring/v1/articles", lose, times=1)
    page.get_by_role("textbox", name="Tiêu đề").fill("Trả lời bị mất")
    expect(page.get_by_text("Chưa lưu: ")).to_be_visible()
    page.get_by_label("Tóm tắt").fill("Viết thêm trong lúc ấy.")
    expect(page.get_by_text(SAVED)).to_be_visible()

    found = page.request.get(f"{server.url}/authoring/v1/documents?text=tra+loi+bi+mat").json()
    assert (made, len(found["items"])) == ([201], 1)
    page.reload()
    expect(page.get_by_label("Tóm tắt")).to_have_value("Viết thêm trong lúc ấy.")

    page.get_by_label("Địa chỉ trang").fill("không hợp lệ!")
    expect(page.get_by_text("Chưa lưu: Địa chỉ trang: ")).to_be_visible()
    page.get_by_role("button", name="Đến chỗ ấy").click()
    expect(page.get_by_label("Địa chỉ trang")).to_be_focused()
    expect(page.get_by_role("button", name="Lấy lại phần ấy")).to_have_count(0)


def test_vietnamese_keyboards_are_never_interrupted(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    devtools = page.context.new_cdp_session(page)

    def compose(*steps: str) -> None:
        """As Gboard, ibus and macOS do; what is composed stands there longer than a pause."""
        for step in steps:
            at = {"selectionStart": len(step), "selectionEnd": len(step)}
            devtools.send("Input.imeSetComposition", {"text": step, **at})
        page.wait_for_timeout(2_300)
        devtools.send("Input.insertText", {"text": steps[-1]})

    page.get_by_label("Tìm trong tiêu đề").focus()
    compose("g", "gạ", "gạo")
    expect(page.get_by_role("link", name=re.compile("gạo", re.IGNORECASE)).first).to_be_visible()
    expect(page.get_by_label("Tìm trong tiêu đề")).to_have_value("gạo")
    page.goto(f"{server.url}/desk/viet/article")
    page.get_by_role("textbox", name="Tiêu đề").focus()
    compose("h", "hô", "hội", "hội".translate({0x1ED9: "o\u0302\u0323"}))
    text_of(page).focus()
    compose("n", "nươ", "nước")
    page.keyboard.type(" va")
    # Unikey and EVKey take a letter back and write another.
    page.keyboard.press("Backspace")
    page.keyboard.insert_text("à")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()

    saved = page.request.get(page.url.replace("/desk/viet/article", "/authoring/v1/articles"))
    content = saved.json()["content"]
    assert (content["title"], content["body_html"]) == ("hội", "<p>nước và</p>")
    page.set_viewport_size({"width": 320, "height": 640})
    assert_nothing_sticks_out(page)


def test_every_body_of_the_demo_keeps_its_bytes_in_the_editor(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    found = page.request.get(f"{server.url}/authoring/v1/documents?type=article&limit=4").json()

    for each in found["items"]:
        page.goto(f"{server.url}/desk/viet/article/{each['id']}")
        expect(text_of(page)).to_be_visible()
    assert_no_complaints(watched)


def test_by_keys_alone(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/article")
    page.get_by_role("textbox", name="Tiêu đề").fill("Chỉ dùng bàn phím")
    text_of(page).focus()
    keys = page.keyboard

    keys.type("Thường ")
    keys.press("Control+b")
    keys.type("đậm")
    keys.press("Control+b")
    keys.press("Enter")
    keys.press("Control+Alt+2")
    keys.type("Mục <1>")
    keys.press("Enter")
    keys.press("Alt+F10")
    for _ in range(6):
        keys.press("ArrowRight")
    keys.press("Enter")
    keys.type("Một")
    keys.press("Enter")
    keys.type("Hai")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("Hết")
    keys.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()

    saved = page.request.get(page.url.replace("/desk/viet/article", "/authoring/v1/articles"))
    assert saved.json()["content"]["body_html"] == (
        "<p>Thường <strong>đậm</strong></p><h2>Mục &lt;1&gt;</h2>"
        "<ul><li>Một</li><li>Hai</li></ul><p>Hết</p>"
    )
    assert_accessible(page)
    assert_no_complaints(watched)


def test_photos_come_into_an_article_while_it_is_written(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết tin bài").click()
    page.get_by_role("textbox", name="Tiêu đề").fill("Hai tấm ảnh")
    expect(page.get_by_text(SAVED)).to_be_visible()
    width = page.viewport_size["width"]
    upright = samples.encoded(samples.picture(width + 90, 61), "JPEG", exif=samples.exif(6))
    photo = {"name": "IMG_2031.jpg", "mimeType": "image/jpeg", "buffer": upright}

    page.locator("#cover-file").set_input_files(photo)
    cover = page.locator("[data-mounted=cover]")
    cover.get_by_label("Tả ảnh").fill("IMG_2031")
    expect(cover.get_by_text("Đây là tên tệp")).to_be_visible()
    cover.get_by_label("Tả ảnh").fill("Đường mới thôn Đông")
    expect(cover.get_by_text("IMG_2031.jpg")).to_have_count(0)
    page.get_by_role("button", name="Ảnh", exact=True).click()
    page.context.set_offline(True)
    page.locator("#text-picture-file").set_input_files(photo | {"buffer": upright + b"x"})
    text_of(page).get_by_label("Ảnh trang trí").check()
    expect(page.get_by_text("chưa gửi được")).to_be_visible()
    text_of(page).press("Control+End")
    page.keyboard.type("Viết trong lúc chờ.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("IMG_2031.jpg")).to_have_count(0)
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)

    saved = page.request.get(page.url.replace("/desk/viet/article", "/authoring/v1/articles"))
    content = saved.json()["content"]
    assert content["cover"]["alt"] == "Đường mới thôn Đông"
    assert re.fullmatch(
        r'<figure><img src="media:\w+" alt=""></figure><p>Viết trong lúc chờ.</p>',
        content["body_html"],
    )
    kept = page.request.get(f"{server.url}/authoring/v1/media/{content['cover']['media']}").json()
    assert (kept["width"], kept["height"]) == (61, width + 90)
    cover.get_by_role("button", name="Bỏ ảnh này").click()
    cover.get_by_role("button", name="Thư viện").click()
    cover.get_by_role("button", name="Đang dùng ở đâu?").first.click()
    expect(cover.get_by_role("link", name="Hai tấm ảnh").first).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)

    expect(page.get_by_text(SAVED)).to_be_visible()
    cover.get_by_role("button", name="Thay bằng ảnh khác").click()
    expect(cover.get_by_text("Chọn ảnh thay cho")).to_be_visible()
    cover.locator("[data-take-media]").nth(1).click()
    expect(cover.get_by_text("Đã thay ở 1 nội dung")).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    replaced = page.request.get(saved.url).json()["content"]["body_html"]
    old, new = (re.search(r"media:(\w+)", each)[1] for each in (content["body_html"], replaced))
    assert replaced == content["body_html"].replace(old, new) != content["body_html"]


def test_a_table_is_made_and_changed_by_keys(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/article")
    page.get_by_role("textbox", name="Tiêu đề").fill("Bảng giá")
    keys = page.keyboard
    text_of(page).focus()

    page.get_by_role("button", name="Bảng", exact=True).press("Enter")
    page.get_by_label("Số hàng").fill("2")
    page.get_by_label("Số cột").fill("2")
    page.get_by_role("button", name="Chèn bảng").press("Enter")
    for words in ("Loại", "Giá", "Gạo", "20.000"):
        keys.type(words)
        keys.press("Tab")
    text_of(page).get_by_text("20.000").click()
    page.get_by_role("button", name="Thêm hàng dưới").press("Enter")
    keys.press("Escape")
    keys.type("Thóc")
    page.get_by_role("button", name="Bảng", exact=True).press("Enter")
    page.get_by_role("button", name="Gộp ô").press("Enter")
    page.get_by_role("button", name="Tên bảng").press("Enter")
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    keys.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()

    saved = page.request.get(page.url.replace("/desk/viet/article", "/authoring/v1/articles"))
    assert saved.json()["content"]["body_html"] == (
        "<table><thead><tr><th>Loại</th><th>Giá</th></tr></thead><tbody><tr><td>Gạo</td>"
        '<td>20.000</td></tr><tr><td colspan="2">Thóc</td></tr></tbody></table>'
    )


@WIDTHS
def test_a_draft_is_seen_as_the_public_would_and_by_who_has_the_link(
    people, watched: Watched, browser: Browser
) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.get_by_role("link", name="Viết thông báo").click()
    page.get_by_role("textbox", name="Tiêu đề").fill("Xem trước khi đăng")
    expect(page.get_by_text(SAVED)).to_be_visible()
    text_of(page).fill("Chưa ai được xem.")

    page.get_by_role("button", name="Xem trước").click()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_text("Chưa ai được xem.")).to_be_visible()
    for name, width in (("Điện thoại", 360), ("Máy tính", 1280)):
        page.get_by_role("button", name=name).click()
        expect(inside.get_by_text("Chưa ai được xem.")).to_be_visible()
        assert inside.locator("html").evaluate("innerWidth") == width
    page.get_by_role("button", name="Liên kết để gửi").click()
    page.get_by_role("button", name="Tạo liên kết").click()
    address = page.get_by_label("Ai có liên kết này").input_value()
    assert_no_complaints(watched)
    assert_accessible(page)
    # axe writes to the frame, which has no origin to be written to.
    watched.complaints.clear()
    assert_nothing_sticks_out(page)

    other = browser.new_context().new_page()
    other.goto(address)
    expect(other.get_by_text("Chưa ai được xem.")).to_be_visible()
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_text("Đã thu hồi liên kết.")).to_be_visible()
    other.reload()
    expect(other.get_by_text("Chưa ai được xem.")).to_have_count(0)
    other.context.close()
    page.get_by_role("button", name="Viết tiếp").click()
    expect(text_of(page)).to_have_text("Chưa ai được xem.")
    assert_no_complaints(watched)


PASTE = """(pasted) => {
  const text = document.querySelector(".text");
  for (const [type, value] of pasted) {
    const data = new DataTransfer();
    data.setData(type, value);
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  }
}"""
UNSAFE = """[...document.querySelectorAll('.text :is(script, iframe, object, embed, svg, math,'
  + ' style, base, meta, [style*="url"], a[href^="j" i], a[href^="data" i], a[href^="vb" i],'
  + ' img[src^="http"])')].map((each) => each.outerHTML)"""


COPY = """async (html) => {
  const kinds = { "text/html": html, "text/plain": html.replace(/<[^>]+>/g, "") };
  const blobs = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], { type })]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}"""


def paste(page: Page, *pasted: tuple[str, str]) -> None:
    page.evaluate(PASTE, pasted)
    expect(page.locator("[data-pasting]")).to_have_count(0, timeout=60_000)


def test_t01_no_paste_runs_a_script_or_asks_for_anything(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/article")
    hostile = json.loads(FILE.read_text("utf-8"))[: SIZES["T01"].items]
    page.get_by_role("textbox", name="Tiêu đề").fill(" ".join(hostile)[:500])
    dialogs: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))

    paste(page, *(("text/html", each) for each in hostile))
    page.context.set_offline(True)
    paste(page, *(("text/html", each) for each in hostile))
    page.context.set_offline(False)
    wrong = page.evaluate(UNSAFE)
    expect(page.locator("[data-kind=saved], [data-kind=failed]")).to_be_visible(timeout=15_000)
    page.goto(f"{server.url}/desk/noi-dung")
    expect(page.get_by_role("heading", name="Nội dung")).to_be_visible()

    assert (wrong, dialogs) == ([], [])
    assert [each for each in asked if not each.startswith(("blob:", server.url))] == []
    assert page.evaluate("window.policyReports") == []


def test_a_paste_is_what_is_stored_and_says_what_it_lost(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/article")
    page.get_by_role("textbox", name="Tiêu đề").fill("Dán từ nơi khác")
    pixel = base64.b64encode(samples.encoded(samples.picture(60), "PNG")).decode()

    text_of(page).focus()
    page.evaluate(PASTE, [("text/plain", "Bà con chú ý:\n- sáng 20/7\n\nMang sổ.")])
    for name in ("word-list", "word-tracked", "word-table", "word-picture"):
        page.keyboard.press("Control+End")
        page.keyboard.press("Control+Enter")
        paste(page, ("text/html", (CLIPBOARDS / f"{name}.html").read_text("utf-8")))
    expect(page.get_by_text("Hỏi lại chị Lan trước khi đăng")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Enter")
    paste(page, ("text/html", f'<p>Ảnh <img src="data:image/png;base64,{pixel}"> kèm</p>'))
    expect(text_of(page).get_by_label("Tả ảnh")).to_be_visible()
    expect(page.get_by_text("anh-dan.png")).to_have_count(0)
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert_no_complaints(watched)

    saved = page.request.get(page.url.replace("/desk/viet/article", "/authoring/v1/articles"))
    body = saved.json()["content"]["body_html"]
    assert re.sub(r"media:\w+", "media:1", body) == (
        "<p>Bà con chú ý:<br>- sáng 20/7</p><p>Mang sổ.</p>"
        '<ol><li>Hồ sơ gồm:<ol type="a"><li>Đơn theo mẫu</li><li>Bản sao căn cước</li></ol></li>'
        "<li>Nộp tại Bộ phận Một cửa</li></ol>"
        "<p>Mức hỗ trợ là 2 triệu đồng.</p>"
        '<table><tbody><tr><td rowspan="2"><p><strong>TT</strong></p></td>'
        '<td colspan="2"><p><strong>Mức thu (đồng)</strong></p></td></tr>'
        "<tr><td><p>Hộ nghèo</p></td><td><p>Hộ khác</p></td></tr>"
        "<tr><td><p>1</p></td><td><p>0</p></td><td><p>20.000</p></td></tr></tbody></table>"
        "<p>[Thêm ảnh: clip_image002.jpg]</p><p>Cầu Đá ngày khánh thành</p>"
        '<p>Ảnh  kèm</p><figure><img src="media:1"></figure>'
    )


# What the editor adds to what the server would store: a place for each picture that did not come.
PLACES = {
    "docs-comments": "<p>Kính mời các đại biểu.</p><p>[Thêm ảnh: AD_4n]</p>",
    "word-picture": "<p>[Thêm ảnh: clip_image002.jpg]</p><p>Cầu Đá ngày khánh thành</p>",
}


def alike(body: str) -> str:
    """Without white space and line breaks that part blocks, which the editor does not keep."""
    bare = re.sub(r"(?<=>)\s+(?=<)", "", body.strip())
    return re.sub(r"\s+", " ", re.sub(r"(</(?:h2|p)>)<br>", r"\1", bare))


def test_each_known_clipboard_becomes_what_the_server_would_store(people, watched: Watched) -> None:
    server, names = people
    page, keys = watched.page, watched.page.keyboard
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, server, names["Editor"])
    page.goto(f"{server.url}/desk/viet/article")
    page.get_by_role("textbox", name="Tiêu đề").fill("Từ mọi chương trình")
    wanted = {path.name.partition(".")[0]: path.read_text("utf-8")
              for path in sorted(CLIPBOARDS.glob("*.stored.html"))} | PLACES  # fmt: skip

    text_of(page).focus()
    for name in wanted:
        keys.type(f"§{name}")
        keys.press("Enter")
        paste(page, ("text/html", (CLIPBOARDS / f"{name}.html").read_text("utf-8")))
        keys.press("Control+End")
        keys.press("Control+Enter")
    keys.type("§")
    keys.press("Enter")
    page.evaluate(COPY, "<b>Chỉ</b> lấy chữ")
    keys.press("Control+Shift+V")
    keys.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()

    saved = page.request.get(page.url.replace("/desk/viet/article", "/authoring/v1/articles"))
    pasted = re.split(r"<p>§[\w-]*</p>", saved.json()["content"]["body_html"])[1:]
    assert len(wanted) == 20
    assert pasted.pop() == "<p>Chỉ lấy chữ</p>"
    found = dict(zip(wanted, map(alike, pasted), strict=True))
    assert found == {name: alike(body) for name, body in wanted.items()}


def test_a_body_that_the_editor_cannot_keep_is_only_read(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    body = f"<p><em><strong>Lồng ngược</strong></em></p><pre>{'x = 1; ' * 80}</pre>"
    made = page.request.post(
        f"{server.url}/authoring/v1/articles",
        headers={"Origin": server.url, "Idempotency-Key": f"desk-{uuid4()}"},
        data={"title": "Chỉ để đọc " * 20, "body_html": body},
    ).json()

    page.goto(f"{server.url}/desk/viet/article/{made['id']}")

    expect(page.get_by_text("nên chỉ để đọc")).to_be_visible()
    expect(page.get_by_text("Lồng ngược")).to_be_visible()
    expect(text_of(page)).to_have_count(0)
    assert_nothing_sticks_out(page)
    title = page.get_by_role("textbox", name="Tiêu đề")
    assert title.evaluate("field => field.scrollHeight <= field.clientHeight")
    assert_accessible(page)
