"""What tests of the desk share: how somebody comes in, and what is said of saved words."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.test_accessibility import AXE
from tests.serving import LiveServer

SAVED = re.compile(r"Đã lưu \d\d:\d\d")
# All that this machine keeps, as text.
KEPT = """() => new Promise((resolve) => {
  indexedDB.open("congxa.desk", 1).onsuccess = ({ target }) => {
    const asked = target.result.transaction("drafts").objectStore("drafts").getAll();
    asked.onsuccess = () => resolve(JSON.stringify(asked.result));
  };
})"""


@pytest.fixture(autouse=True)
def axe(watched: Watched) -> None:
    """axe-core in the editor's pages."""
    watched.page.add_init_script(AXE.read_text("utf-8"))


def open_bar(page: Page) -> None:
    """On a phone the places of the desk stand behind a button."""
    opener = page.locator("[data-bar-open]")
    if opener.is_visible() and opener.get_attribute("aria-expanded") == "false":
        opener.click()


def sign_out(page: Page) -> None:
    """By the button of the bar."""
    open_bar(page)
    page.get_by_role("button", name="Đăng xuất", exact=True).click()


def sign_in(page: Page, server: LiveServer, who: tuple[str, str]) -> None:
    """Come in with address and password, to the list."""
    page.goto(f"{server.url}/desk/noi-dung")
    page.get_by_label("Thư điện tử").fill(who[0])
    page.get_by_label("Mật khẩu").fill(who[1])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nội dung")).to_be_visible()
