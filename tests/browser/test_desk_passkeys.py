"""Passkeys at the desk: made, used and taken away, with an authenticator in software; and none."""

from dataclasses import replace

from playwright.sync_api import expect

from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import axe, sign_in, sign_out
from tests.browser.test_accessibility import assert_accessible

__all__ = ["axe"]
OF_THE_MACHINE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
# Browsers from before 2024 have passkeys, and not their JSON.
OF_2023 = """
  delete PublicKeyCredential.parseCreationOptionsFromJSON;
  delete PublicKeyCredential.parseRequestOptionsFromJSON;
  delete PublicKeyCredential.prototype.toJSON;
"""


def test_a_passkey_is_made_lets_in_and_is_taken_away(people, watched: Watched) -> None:
    server, found = people
    # No browser keeps one for a number.
    server = replace(server, url=server.url.replace("127.0.0.1", "localhost"))
    page = watched.page
    page.add_init_script(OF_2023)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": OF_THE_MACHINE})
    sign_in(page, server, found["Editor"])
    page.goto(f"{server.url}/desk/tai-khoan")
    make = page.get_by_role("button", name="Tạo khóa truy cập")

    page.get_by_label("Tên của khóa").fill("Điện thoại của Mai")
    make.click()
    expect(page.get_by_text("Điện thoại của Mai", exact=True)).to_be_visible()
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    make.click()
    expect(page.get_by_text("máy này đã có khóa rồi")).to_be_visible()

    sign_out(page)
    enter = page.get_by_role("button", name="Đăng nhập bằng khóa truy cập")
    expect(enter).to_be_visible()
    assert_accessible(page)
    wrong = {**device, "isUserVerified": False}
    devices.send("WebAuthn.setUserVerified", wrong)
    enter.click()
    expect(page.get_by_text("Chưa xong: đã hủy, hết giờ")).to_be_visible()
    devices.send("WebAuthn.setUserVerified", {**wrong, "isUserVerified": True})
    enter.click()
    expect(page.get_by_role("heading", name="Việc của")).to_be_visible()

    page.goto(f"{server.url}/desk/tai-khoan")
    expect(page.get_by_text("Dùng lần cuối")).to_be_visible()
    page.get_by_role("button", name="Xóa khóa “Điện thoại của Mai”…").click()
    page.get_by_role("button", name="Xóa", exact=True).click()
    expect(page.get_by_text("Điện thoại của Mai", exact=True)).to_be_hidden()
    sign_out(page)
    expect(enter).to_be_visible()
    assert_no_complaints(watched)
    enter.click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    assert watched.refused == [f"401 {server.url}/authoring/v1/session/passkey"]


def test_a_browser_inside_of_an_app_signs_in_without(people, watched: Watched) -> None:
    server, found = people
    watched.page.add_init_script("delete globalThis.PublicKeyCredential")

    sign_in(watched.page, server, found["Editor"])
    watched.page.goto(f"{server.url}/desk/tai-khoan")

    expect(
        watched.page.get_by_text("Trình duyệt này không dùng được khóa truy cập.")
    ).to_be_visible()
    sign_out(watched.page)
    expect(watched.page.get_by_role("button", name="Đăng nhập", exact=True)).to_be_visible()
    expect(watched.page.get_by_text("khóa truy cập")).to_be_hidden()
    assert_no_complaints(watched)
