"""A ledger of typed words: none that is older than a second is lost, whatever ends meanwhile."""

import os
import re
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched
from tests.browser.desk import SAVED, sign_in
from tests.browser.test_desk import text_of
from tests.browser.test_desk_week import come_to
from tests.serving import LiveServer, wait_until_ready
from tests.sizes import SIZES

SENTENCE = "Mưa lớn từ đêm nay, bà con gần suối hãy lên chỗ cao trước 9 giờ."
SIZE = SIZES["words"]
KEY_MS = 50


class Ledger:
    """What was typed, each letter with its moment."""

    def __init__(self) -> None:
        self.letters: list[tuple[float, str]] = []

    def type(self, page: Page, words: str) -> None:
        for letter in words:
            page.keyboard.type(letter, delay=KEY_MS)
            self.letters.append((time.monotonic(), letter))

    def older_than_a_second(self) -> str:
        now = time.monotonic()
        return "".join(letter for at, letter in self.letters if now - at > 1)


def kill_the_tab(browser: Browser) -> None:
    """As a crash does: no handler of the page runs."""
    session = browser.new_browser_cdp_session()
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            os.kill(process["id"], signal.SIGKILL)
    session.detach()


def new_article(page: Page, server: LiveServer, title: str) -> str:
    page.goto(f"{server.url}/desk/viet/article")
    page.get_by_role("textbox", name="Tiêu đề").fill(title)
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()
    return page.url


def stored(page: Page, address: str) -> str:
    said = page.request.get(address.replace("/desk/viet/article", "/authoring/v1/articles")).json()
    return re.sub("<[^>]+>", "\n", said["content"]["body_html"] or "")


@pytest.mark.parametrize("place", ["text", "week"])
def test_a_tab_that_dies_at_a_key_takes_no_word_along(
    people, watched: Watched, browser: Browser, place: str
) -> None:
    server, names = people
    page, context = watched.page, watched.page.context
    sign_in(page, server, names["Editor"])

    for number in range(SIZE.items, len(SENTENCE) + 1, SIZE.items):
        address = new_article(page, server, f"Cắt ở phím {number}")
        if place == "week":
            address = f"{server.url}/desk/lich/{2034 + number // 50}-W{1 + number % 50:02}"
            come_to(page, server, address[-8:])
            page.keyboard.press("ArrowRight")
        else:
            text_of(page).focus()
        ledger = Ledger()
        ledger.type(page, SENTENCE[:number])
        kill_the_tab(browser)
        sure = ledger.older_than_a_second()

        page = context.new_page()
        if sure:
            page.goto(address)
            page.get_by_role("button", name="Lấy lại phần ấy").click()
            expect(page.locator("main")).to_contain_text(sure)
            page.close()
            page = context.new_page()


def test_a_session_that_ends_within_a_word_leads_nobody_away(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    address = new_article(page, server, "Hết phiên giữa chữ")
    text_of(page).focus()

    for number, words in enumerate(SENTENCE.split(",")):
        page.keyboard.type(words)
        if not number:
            page.context.clear_cookies()
        expect(page.get_by_text("Chưa lưu: phiên đăng nhập đã hết.")).to_be_visible()
    page.keyboard.press("Control+s")
    page.keyboard.type(names["Editor"][1])
    page.keyboard.press("Enter")

    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(page, address).strip() == SENTENCE.replace(",", "")


def test_a_server_that_is_killed_within_a_save_loses_none(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    address = new_article(page, server, "Máy chủ bị tắt")
    text_of(page).focus()
    written = ""

    for number in range(SIZE.rounds):
        page.keyboard.type(f"{number} {SENTENCE} ")
        written += f"{number} {SENTENCE} "
        page.keyboard.press("Control+s")
        time.sleep(number * 0.08 / SIZE.rounds)
        kill_the_workers(server)
        expect(page.get_by_text(SAVED)).to_be_visible(timeout=60_000)
        wait_until_ready(server)
        assert stored(page, address).strip() == written.strip()


def kill_the_workers(server: LiveServer) -> None:
    """All processes that answer; the one that watches them starts others."""
    pid = server.process.pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)


def test_two_who_write_one_text_at_once_keep_every_word(
    people, watched: Watched, browser: Browser
) -> None:
    server, names = people
    one, other = watched.page, browser.new_context().new_page()
    sign_in(one, server, names["Editor"])
    sign_in(other, server, names["Publisher"])
    address = new_article(one, server, "Hai người viết một lúc")
    other.goto(address)
    for page in (one, other):
        text_of(page).focus()
    words: list[str] = []

    until = time.monotonic() + SIZE.examples
    while time.monotonic() < until:
        for name, page in (("lan", one), ("mai", other)):
            words.append(f"{name}{len(words)}")
            page.keyboard.type(f"{words[-1]} ")
        one.keyboard.press("Control+s")
        other.wait_for_timeout(400)
    settle(one, other)

    body = stored(one, address).split()
    assert [each for each in words if each not in body] == []
    other.context.close()


def settle(*pages: Page) -> None:
    """Both take both versions, until there is nothing that one has and the other has not."""
    for page in (*pages, *pages):
        page.bring_to_front()
        page.keyboard.press("Control+s")
        done = page.locator("[data-conflict] button").or_(page.get_by_text(SAVED))
        expect(done.first).to_be_visible()
        if page.locator("[data-conflict]").count():
            for both in page.get_by_label("Giữ cả hai").all():
                both.check()
            page.get_by_role("button", name="Giữ như đã chọn").click()
        expect(page.get_by_text(SAVED)).to_be_visible()
