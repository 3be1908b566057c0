"""Two portals and everybody who may work there: what each sees, and how they change over."""

import re
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import serving
from tests.browser.checks import assert_nothing_sticks_out
from tests.browser.desk import open_bar
from tests.browser.test_accessibility import AXE, assert_accessible
from tests.serving import LiveServer

PASSWORD = "trâu vàng uống nước suối"
A, B = "yen-hoa", "hoa-lac"
NAMES = {A: "Cổng xã Yên Hòa", B: "Cổng xã Hòa Lạc"}
ROLES = ("author", "editor", "publisher", "admin")
# Somebody of one portal, of both, and of all that there are.
PLACES = {"one": (A,), "both": (A, B), "all": (None,)}


class Town:
    """Two portals with a draft of somebody else in each."""

    def __init__(self, server: LiveServer, browser: Browser) -> None:
        self.server, self._browser = server, browser
        for slug, name in NAMES.items():
            serving.quick(server.environ, "site", "create", slug, "--name", name)
        self.root = self.somebody("root", "admin", (None,))
        self.drafts = {
            site: write(self.root, server, site, f"Bản nháp của người khác {site}")
            for site in NAMES
        }

    def somebody(self, name: str, role: str, places: tuple[str | None, ...]) -> BrowserContext:
        """A new person with a role on these portals, who is signed in."""
        email = f"{name}@xa.example"
        first = ("--site", places[0]) if places[0] else ()
        said = serving.quick(self.server.environ, "user", "create", email, "--name", name,
                             "--role", role, *first)  # fmt: skip
        for place in places[1:]:
            serving.quick(self.server.environ, "user", "grant", email, "--role", role,
                          "--site", place)  # fmt: skip
        link = re.search(r"/desk/moi#(\S+)", said.stdout)
        assert link
        context = self._browser.new_context(viewport={"width": 1280, "height": 800})
        call(context, self.server, "password", {"link": link[1], "password": PASSWORD})
        call(context, self.server, "session", {"email": email, "password": PASSWORD})
        return context


def call(context: BrowserContext, server: LiveServer, path: str, body: dict[str, Any]) -> Any:
    headers = {"Origin": server.url, "Idempotency-Key": f"{path}-{abs(hash(str(body))):020}"}
    answer = context.request.post(f"{server.url}/authoring/v1/{path}", data=body, headers=headers)
    assert answer.ok, answer.text()
    return answer.json() if answer.status != 204 else None


def write(context: BrowserContext, server: LiveServer, site: str, title: str) -> str:
    return call(context, server, "articles", {"title": title, "site": site})["id"]


@pytest.fixture(scope="module")
def town(tmp_path_factory, browser: Browser):
    environ = serving.environment(tmp_path_factory.mktemp("sites"), CONGXA_WORKERS="1",
                                  CONGXA_RATE_LIMITS="0")  # fmt: skip
    serving.quick(environ, "migrate")
    with serving.serving(environ) as server:
        yield Town(server, browser)


def seen(page: Page, server: LiveServer, address: str) -> str:
    page.goto(f"{server.url}{address}")
    expect(page.locator("h1")).to_be_visible()
    return page.locator("main").inner_text()


@pytest.mark.parametrize(("kind", "role"), list(product(PLACES, ROLES)))
def test_each_sees_what_their_roles_reach_and_no_more(town: Town, kind: str, role: str) -> None:
    server, places = town.server, PLACES[kind]
    mine = set(NAMES) if places == (None,) else set(places)
    context = town.somebody(f"{kind}-{role}", role, places)
    own = write(context, server, A, f"Của {kind} {role}")
    page = context.new_page()
    page.set_default_timeout(10_000)

    listed = {site: seen(page, server, f"/desk/noi-dung?site={site}") for site in (A, *mine - {A})}

    is_editor, is_publisher, is_admin = (ROLES.index(role) >= least for least in (1, 2, 3))
    for site, text in listed.items():
        assert (town.drafts[site] in page_of(page, server, site)) == is_editor
        assert (f"Của {kind} {role}" in text) == (site == A)
        assert all(f"khác {other}" not in text for other in NAMES if other != site)
    choice = page.get_by_role("combobox", name="Cổng đang làm việc")
    expect(choice).to_have_count(int(len(mine) > 1))
    for name in ("Người dùng", "Nhật ký"):
        expect(page.get_by_role("link", name=name)).to_have_count(int(is_admin))
    assert ("cần vai trò admin" in seen(page, server, "/desk/nguoi")) != is_admin
    seen(page, server, f"/desk/viet/article/{own}")
    expect(page.locator("[data-step=publication]")).to_have_count(int(is_publisher))
    for site in set(NAMES) - mine:
        page.goto(f"{server.url}/desk/viet/article/{town.drafts[site]}")
        expect(page.locator("main")).to_contain_text("Không có ở đây")
    context.close()


def page_of(page: Page, server: LiveServer, site: str) -> str:
    seen(page, server, f"/desk/noi-dung?site={site}")
    return page.locator("main").inner_html()


def test_whoever_works_for_several_changes_over_without_signing_in(town: Town) -> None:
    context = town.somebody("change", "publisher", (A, B))
    page, server = context.new_page(), town.server
    seen(page, server, "/desk/")
    choice = page.get_by_role("combobox", name="Cổng đang làm việc")
    expect(choice.locator("option")).to_have_text(sorted(NAMES.values()))

    choice.select_option(label=NAMES[A])
    page.wait_for_url(f"**/desk/?site={A}")
    assert f"khác {A}" in seen(page, server, "/desk/noi-dung")
    choice.select_option(label=NAMES[B])
    page.wait_for_url(f"**/desk/noi-dung?site={B}")

    # It is kept, for every screen and for what is written next.
    seen(page, server, "/desk/viet/article")
    expect(page.locator(".back")).to_contain_text(NAMES[B])
    page.get_by_label("Tiêu đề").fill("Tin của Hòa Lạc")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile("/desk/viet/article/."))
    assert "Tin của Hòa Lạc" in seen(page, server, "/desk/noi-dung")
    assert "Tin của Hòa Lạc" not in seen(page, server, f"/desk/noi-dung?site={A}")
    seen(page, server, "/desk/khan")
    expect(page.locator("main")).to_contain_text(NAMES[B])
    context.close()


def test_on_a_phone_the_bar_is_two_lines_for_an_admin_of_several(town: Town) -> None:
    page = town.root.new_page()
    page.set_viewport_size({"width": 360, "height": 740})

    seen(page, town.server, "/desk/")

    bar = page.locator(".bar").bounding_box()
    assert bar
    assert bar["height"] <= 2 * 44 + 16
    open_bar(page)
    expect(page.get_by_role("link", name="Nhật ký")).to_be_visible()
    page.close()


ROOMS = (
    "", "noi-dung", "noi-dung?type=banner", "lich", "khan", "nguoi", "nhat-ky", "bao-cao", "cong",
    "tai-khoan", "sap-xep/page", *(f"viet/{each}" for each in ("notice", "official", "banner")),
)  # fmt: skip


def test_every_room_is_accessible_at_320_pixels_and_at_twice_the_size(town: Town) -> None:
    page = town.root.new_page()
    page.add_init_script(AXE.read_text("utf-8"))
    # By day each room is looked at in the test of what it is for.
    page.emulate_media(color_scheme="dark")

    for room in ROOMS:
        # A window of 1280 shows 640 at 200 %.
        for width in (640, 320):
            page.set_viewport_size({"width": width, "height": 640})
            seen(page, town.server, f"/desk/{room}")
            assert_nothing_sticks_out(page)
        assert_accessible(page)
    page.close()


# What one person types into an empty portal, by the label of each field.
IDENTITY = {
    "Cơ quan chủ quản": "Ủy ban nhân dân xã An Hòa",
    "Tỉnh, thành phố": "tỉnh Nghệ An",
    "Họ tên": "Lê Văn Phúc",
    "Chức vụ của người ấy": "Chủ tịch Ủy ban nhân dân xã",
    "Địa chỉ": "Xóm 5, xã An Hòa",
    "Điện thoại": "0238 000 0000",
    "Đường dây nóng": "0238 000 0001",
    "Thư điện tử": "ubnd@anhoa.nghean.gov.vn",
    "Nhãn đo lượt xem": "EMC",
}
LEADER = {
    "Họ và tên": "Lê Văn Phúc",
    "Chức vụ": "Chủ tịch Ủy ban nhân dân xã",
    "Nhiệm vụ được giao": "Lãnh đạo, điều hành chung.",
    "Tiểu sử tóm tắt": "Sinh năm 1978, kỹ sư nông nghiệp.",
}
# Each new document of the first hour: its type, its fields.
FIRST_HOUR: tuple[tuple[str, dict[str, str]], ...] = (
    ("official", LEADER),
    ("page", {"Tiêu đề": "Giới thiệu: tổ chức và lịch sử xã An Hòa"}),
    ("page", {"Tiêu đề": "Chức năng, nhiệm vụ"}),
    ("page", {"Tiêu đề": "Cách liên hệ"}),
    ("notice", {"Tiêu đề": "Cổng thông tin điện tử của xã bắt đầu hoạt động"}),
    ("calendar_entry", {"Tiêu đề": "Tiếp công dân định kỳ"}),
)


def fill(page: Page, fields: dict[str, str]) -> None:
    for label, words in fields.items():
        page.get_by_role("textbox", name=label, exact=True).fill(words)


def publish(page: Page) -> None:
    page.locator("[data-step=publication]").click()
    expect(page.locator("[data-go]")).to_be_visible()
    for box in page.locator("[name=acknowledged]").all():
        box.check()
    page.locator("[data-go]").click()
    expect(page.locator("[data-state]")).to_have_text("Đang đăng")


def test_one_person_fills_an_empty_portal_until_it_lacks_nothing_that_words_can_mend(
    town: Town,
) -> None:
    serving.quick(town.server.environ, "site", "create", "an-hoa", "--name", "Cổng xã An Hòa")
    serving.quick(town.server.environ, "site", "two-person", "an-hoa", "off")
    context = town.somebody("an", "admin", ("an-hoa",))
    page, server = context.new_page(), town.server
    assert "Giờ đầu tiên" in seen(page, server, "/desk/")

    page.get_by_role("link", name=re.compile("Ghi thông tin cơ quan")).click()
    foot = page.locator("[data-foot]")
    foot.get_by_role("link", name="Địa chỉ").click()
    expect(page.get_by_role("textbox", name="Địa chỉ", exact=True)).to_be_focused()
    fill(page, IDENTITY)
    expect(foot.get_by_role("definition").filter(has_text="Xóm 5, xã An Hòa")).to_be_visible()
    expect(foot.get_by_role("link", name="Địa chỉ")).to_have_count(0)
    page.keyboard.press("Control+s")
    publish(page)
    for kind, fields in FIRST_HOUR:
        seen(page, server, f"/desk/viet/{kind}")
        fill(page, fields)
        if kind == "calendar_entry":
            soon = page.evaluate("new Date(Date.now() + 864e5 * 3).toISOString().slice(0, 10)")
            page.get_by_label("Ngày", exact=True).fill("/".join(soon.split("-")[::-1]))
        if kind == "official":
            page.locator("[data-step=save]").click()
            page.wait_for_url(re.compile("/desk/viet/official/."))
            continue
        page.keyboard.press("Control+s")
        page.wait_for_url(re.compile(f"/desk/viet/{kind}/."))
        publish(page)

    home = seen(page, server, "/desk/")
    assert "Giờ đầu tiên" not in home
    report = context.request.get(f"{server.url}/authoring/v1/completeness").json()
    missing = {each["id"] for each in report["verdicts"] if each["result"] == "missing"}
    assert (missing, report["score"]) == (set(), 100)
    context.close()
