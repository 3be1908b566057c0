"""The own account at the desk: the second factor by a QR code, recovery codes, another password."""

import re

import pyotp
from playwright.sync_api import Route, expect

from api.runtime import clock
from tests import serving
from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import axe, sign_in, sign_out
from tests.browser.test_accessibility import assert_accessible

__all__ = ["axe"]
WHO = "lan@yenhoa.example"
PASSWORD = "trâu vàng uống nước suối"


def test_a_link_leads_to_a_password_a_code_and_recovery_codes(people, watched: Watched) -> None:
    server, _ = people
    page = watched.page
    said = serving.quick(server.environ, "user", "create", WHO, "--name", "Lan", "--role", "editor")
    link = re.search(r"https?://\S+/desk/moi#\S+", said.stdout).group()
    page.goto(link)
    page.get_by_label("Mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.get_by_role("heading", name="Đã lưu mật khẩu")).to_be_visible()
    sign_in(page, server, (WHO, PASSWORD))
    page.goto(f"{server.url}/desk/tai-khoan")
    assert_accessible(page)

    page.get_by_role("button", name="Bật mã xác thực").click()
    expect(page.get_by_alt_text("Mã QR")).to_be_visible()
    assert page.get_by_alt_text("Mã QR").evaluate("image => image.naturalWidth") > 100
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    totp = pyotp.TOTP(page.locator(".secret").inner_text())
    page.get_by_label("Mã 6 số").fill(totp.at(clock.now()))
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.get_by_role("button", name="In trang này")).to_be_focused()
    code = page.locator(".codes code").first.inner_text()
    assert page.locator(".codes code").count() == 10
    assert_accessible(page)
    assert_no_complaints(watched)

    sign_out(page)
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    page.get_by_label("Thư điện tử").fill(WHO)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Mã 6 số").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Việc của Lan")).to_be_visible()
    page.goto(f"{server.url}/desk/tai-khoan")
    expect(page.get_by_text("Còn 9 mã dự phòng.")).to_be_visible()
    page.get_by_role("button", name="Tắt mã xác thực…").click()
    page.get_by_role("button", name="Tắt", exact=True).click()
    expect(page.get_by_role("button", name="Bật mã xác thực")).to_be_visible()
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_label("Mật khẩu mới").fill(f"{PASSWORD} mới")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_text("Đã đổi mật khẩu.")).to_be_visible()


FORGED = """async (address) => {
  const said = { method: "POST", body: JSON.stringify({ title: "Giả" }), credentials: "include" };
  await fetch(address, { ...said, mode: "no-cors" }).catch(() => null);
  const headers = { "Content-Type": "application/json" };
  await fetch(address, { ...said, headers }).catch(() => null);
}"""
FORM = """<form method="post" enctype="text/plain" action="{}">
<input name='{{"title": "Giả", "x": "' value='"}}'></form>"""


def test_a_browser_that_keeps_no_session_is_told_so(people, watched: Watched) -> None:
    server, names = people
    page = watched.page

    def without_cookie(route: Route) -> None:
        answer = route.fetch()
        page.context.clear_cookies()
        route.fulfill(status=answer.status, body=answer.body(), content_type="application/json")

    page.route("**/authoring/v1/session", without_cookie)
    page.goto(f"{server.url}/desk/vao")
    page.get_by_label("Thư điện tử").fill(names["Editor"][0])
    page.get_by_label("Mật khẩu").fill(names["Editor"][1])
    page.keyboard.press("Enter")

    expect(page.get_by_text("trình duyệt này không giữ được phiên đăng nhập")).to_be_visible()
    assert_nothing_sticks_out(page)


def test_t35_no_other_page_writes_as_whoever_is_signed_in(people, watched: Watched) -> None:
    server, names = people
    page, address = watched.page, f"{server.url}/authoring/v1/articles"
    form = FORM.format(address)
    sign_in(page, server, names["Editor"])
    # Another port of this machine is of the same site: the cookie goes along.
    other = "http://127.0.0.1:9/"
    page.route(other, lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto(other)
    page.evaluate(FORGED, address)
    with page.expect_response(address) as answer:
        page.evaluate("document.forms[0].submit()")

    assert answer.value.status == 403
    found = page.request.get(f"{server.url}/authoring/v1/documents?text=gia").json()["items"]
    assert [each["label"] for each in found if each["label"] == "Giả"] == []
