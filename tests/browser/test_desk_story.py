"""One notice and two people in two browsers, from a paste out of Word until it is taken away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from api.runtime import clock
from tests.api.media import samples
from tests.browser.checks import assert_nothing_sticks_out
from tests.browser.conftest import NO_WORKER, WATCH_POLICY
from tests.browser.desk import SAVED, sign_in
from tests.browser.test_desk import CLIPBOARDS, paste, text_of, without_a_way_out
from tests.serving import LiveServer
from tests.sizes import IS_FULL

SIZES_OF_WINDOWS = [(360, 1280), (1280, 360)] if IS_FULL else [(360, 1280)]
MOST_TABS = 150
VIETNAM = timedelta(hours=7)
NEXT_MINUTE_MS = 75_000
WIDE = f"<table><tr>{'<td>Mứcthuphívệsinhmôitrường</td>' * 12}</tr></table>"
PHOTOS = [
    {
        "name": f"IMG_20{number}.jpg",
        "mimeType": "image/jpeg",
        "buffer": samples.encoded(samples.picture(400 + number), "JPEG", exif=samples.exif(6)),
    }
    for number in (31, 32)
]


@dataclass
class Mouse:
    """Somebody who presses what they see."""

    page: Page

    def press(self, what: Locator) -> None:
        what.click()

    def choose(self, what: Locator, label: str) -> None:
        what.select_option(label=label)

    def write(self, what: Locator, words: str) -> None:
        what.fill(words)


@dataclass
class Keys:
    """Somebody without a mouse: Tab leads to everything, Enter and Space press it."""

    page: Page

    def press(self, what: Locator) -> None:
        self.reach(what)
        is_box = what.evaluate("each => each.type === 'checkbox'")
        self.page.keyboard.press("Space" if is_box else "Enter")

    def choose(self, what: Locator, label: str) -> None:
        self.reach(what)
        for _ in range(what.locator("option").count()):
            if what.locator("option:checked").inner_text() != label:
                self.page.keyboard.press("ArrowDown")
        expect(what.locator("option:checked")).to_have_text(label)

    def write(self, what: Locator, words: str) -> None:
        self.reach(what)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def reach(self, what: Locator) -> None:
        """Tab until it has the focus, which is never behind what sticks to the window."""
        expect(what).to_be_visible()
        for _ in range(MOST_TABS):
            if what.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} is not reached by {MOST_TABS} Tabs")


@dataclass
class Person:
    """Somebody at the desk, in a browser of their own."""

    page: Page
    hands: Mouse | Keys

    def button(self, name: str) -> None:
        self.hands.press(self.page.get_by_role("button", name=name, exact=True))

    def go(self) -> None:
        """Tick every warning, and do what the panel is about."""
        expect(self.page.locator("[data-go]")).to_be_visible()
        for warning in self.page.locator("[name=acknowledged]").all():
            self.hands.press(warning)
        self.hands.press(self.page.locator("[data-go]"))

    def is_told(self, words: str) -> None:
        expect(self.page.locator(".said")).to_have_text(words)
        assert_nothing_sticks_out(self.page)


@pytest.fixture(params=SIZES_OF_WINDOWS, ids=lambda widths: f"{widths[0]}-{widths[1]}")
def pair(request, browser: Browser, people) -> Iterator[tuple[Person, Person]]:
    """An editor, and an approver without a mouse."""
    server, names = people
    contexts = [
        browser.new_context(viewport={"width": width, "height": 800}) for width in request.param
    ]
    for context in contexts:
        context.add_init_script(WATCH_POLICY + NO_WORKER)
    pages = [context.new_page() for context in contexts]
    for page, role in zip(pages, ("Editor", "Publisher"), strict=True):
        sign_in(page, server, names[role])
    yield Person(pages[0], Mouse(pages[0])), Person(pages[1], Keys(pages[1]))
    for context in contexts:
        context.close()


def test_a_notice_from_word_goes_its_whole_way_between_two_people(
    pair: tuple[Person, Person], people
) -> None:
    (mai, an), (server, _names) = pair, people
    title = f"{'ThuPhíVệSinh' * 9} {mai.page.viewport_size['width']}"
    write_with_table_and_photos(mai, title)
    lose_the_network_and_the_tab(mai)
    mai.button("Gửi duyệt")
    mai.go()
    mai.is_told("Đã gửi duyệt.")

    return_it(an, server, title)
    mai.page.reload()
    expect(mai.page.get_by_text("Thêm nơi nộp.")).to_be_visible()
    text_of(mai.page).press("Control+Home")
    mai.page.keyboard.type("Nộp tại nhà văn hóa. ")
    mai.button("Gửi duyệt")
    mai.go()
    mai.is_told("Đã gửi duyệt.")

    address = schedule_it(an)
    write_a_correction(mai)
    correct_and_undo_it(an, address)
    withdraw_it(an, address)
    for person in (mai, an):
        assert person.page.evaluate("window.policyReports") == []


def write_with_table_and_photos(mai: Person, title: str) -> None:
    page = mai.page
    mai.hands.press(page.get_by_role("link", name="Viết thông báo"))
    mai.hands.write(page.get_by_role("textbox", name="Tiêu đề"), title)
    text_of(page).focus()
    paste(page, ("text/html", (CLIPBOARDS / "word-table.html").read_text("utf-8")))
    expect(text_of(page).get_by_role("cell", name="20.000")).to_be_visible()
    page.keyboard.press("Control+End")
    paste(page, ("text/html", WIDE))
    page.keyboard.press("Control+End")
    mai.button("Ảnh")
    page.locator("#text-picture-file").set_input_files(PHOTOS)
    words = text_of(page).get_by_label("Tả ảnh")
    expect(words).to_have_count(2)
    for number, said in enumerate(("Xe rác ở xóm Đông", "Biên lai mẫu")):
        words.nth(number).fill(said)
    expect(page.get_by_text("IMG_2031.jpg")).to_have_count(0)
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert_nothing_sticks_out(page)


def lose_the_network_and_the_tab(mai: Person) -> None:
    """What was written last is on the machine alone, and there again in a new tab."""
    page, context, address = mai.page, mai.page.context, mai.page.url
    context.set_offline(True)
    text_of(page).press("Control+Home")
    page.keyboard.type("Từ ngày 1/8. ")
    expect(page.get_by_text("Chưa lưu: mất mạng. Đã giữ trên máy này.")).to_be_visible()
    without_a_way_out(page)
    page.close(run_before_unload=False)
    context.set_offline(False)
    mai.page = context.new_page()
    mai.hands = Mouse(mai.page)
    mai.page.goto(address)
    mai.button("Lấy lại phần ấy")
    expect(text_of(mai.page)).to_contain_text("Từ ngày 1/8.")
    expect(mai.page.get_by_text(SAVED)).to_be_visible()


def return_it(an: Person, server: LiveServer, title: str) -> None:
    """From home, where it is the first that waits."""
    page = an.page
    page.goto(f"{server.url}/desk/")
    assert_nothing_sticks_out(page)
    an.hands.press(page.get_by_role("region", name="Chờ tôi").get_by_role("link", name=title))
    an.button("Trả lại…")
    an.hands.write(page.get_by_label("Cần sửa gì"), "Thêm nơi nộp.")
    an.go()
    an.is_told("Đã trả lại.")


def schedule_it(an: Person) -> str:
    """It goes out in the minute that was said, and not before; the address of its page."""
    page = an.page
    page.reload()
    expect(text_of(page)).to_contain_text("Nộp tại nhà văn hóa.")
    an.button("Đăng…")
    when = page.get_by_role("group", name="Đăng lúc")
    soon = clock.now() + timedelta(seconds=65)
    day, minute = f"{soon + VIETNAM:%d/%m/%Y}", f"{soon + VIETNAM:%H:%M}"
    an.hands.write(when.get_by_label("Ngày", exact=True), day)
    an.hands.write(when.get_by_label("Giờ", exact=True), minute)
    expect(page.locator("[data-go]")).to_contain_text(f"{day}, {minute}")
    sure = when.get_by_label("Đúng là giờ ấy.")
    if sure.is_visible():
        an.hands.press(sure)
    an.go()
    an.is_told("Đã nhận lệnh đăng.")
    document = page.url.replace("/desk/viet/notice", "/authoring/v1/notices")
    assert page.request.get(document).json()["public"] == "none"

    expect(page.locator("main")).to_contain_text("Đang đăng", timeout=NEXT_MINUTE_MS)
    an.is_told("Đang đăng")
    live = page.request.get(document).json()["live"]
    assert live["published_at"] == f"{soon + VIETNAM:%Y-%m-%dT%H:%M}:00+07:00"
    assert page.request.get(live["url"]).status == 200
    return str(live["url"])


def write_a_correction(mai: Person) -> None:
    mai.page.reload()
    expect(mai.page.get_by_text("Đang đăng", exact=True)).to_be_visible()
    text_of(mai.page).press("Control+Home")
    mai.page.keyboard.type("Mức thu mới. ")
    mai.page.keyboard.press("Control+s")
    mai.button("Gửi duyệt")
    mai.go()
    mai.is_told("Đã gửi duyệt.")


def correct_and_undo_it(an: Person, address: str) -> None:
    page = an.page
    page.reload()
    an.button("Đăng…")
    expect(page.locator("[data-panel] ins").first).to_contain_text("Mức thu mới.")
    an.hands.choose(page.get_by_label("Sửa gì"), "Đính chính, công khai")
    an.hands.write(page.get_by_label("Nội dung đính chính"), "Sửa mức thu.")
    an.go()
    an.is_told("Đã nhận lệnh đăng.")
    public = page.request.get(address).text()
    assert "Mức thu mới." in public
    assert "Sửa mức thu." in public

    an.button("Hoàn tác")
    an.is_told("Đã hoàn tác.")
    assert "Mức thu mới." not in page.request.get(address).text()


def withdraw_it(an: Person, address: str) -> None:
    page = an.page
    an.button("Gỡ xuống…")
    an.hands.choose(page.get_by_label("Lý do"), "Có dữ liệu cá nhân")
    an.hands.write(page.get_by_label("Lời nhắn cho người đọc"), "Sẽ có thông báo khác.")
    told = page.get_by_role("figure", name="Người đọc mở địa chỉ cũ sẽ thấy:")
    expect(told).to_contain_text("Lý do: bảo vệ dữ liệu cá nhân")
    expect(told).to_contain_text("Sẽ có thông báo khác.")
    an.go()
    an.is_told("Đã gỡ.")
    gone = page.request.get(address)
    assert gone.status == 410
    assert "Sẽ có thông báo khác." in gone.text()
