"""The desk stands on the API's own host alone, under a policy of its own, an address a screen."""

import gzip
import re

import pytest

from api.http.authoring import COOKIE
from api.publishing import registry
from api.web import files
from api.web.desk import Desk
from tests.api.web.test_files import FRONTEND
from tests.factories import make_site

API, SITE = "http://portal.test", "https://yenhoa.example"
ID = "01a227d0-afee-7449-9cc9-c4b98448fbaa"
EDITOR = "vendor/prosemirror.js"
ROOMS = {
    "noi-dung": "",
    "": "screens/home.js",
    "viet/notice": "screens/write-text.js",
    f"viet/notice/{ID}": "screens/write-text.js",
    f"viet/banner/{ID}": "screens/write.js",
    f"viet/site/{ID}": "screens/identity.js",
    "lich/2026-W07": "screens/week.js",
    "khan": "screens/emergency.js",
    "sap-xep/page": "screens/order.js",
    "cong": "screens/overview.js",
}
SCREENS = (
    "",
    "noi-dung",
    "nguoi",
    "nhat-ky",
    "bao-cao",
    "tai-khoan",
    "lich",
    "lich/2026-W07",
    "viet/notice",
    f"viet/calendar_entry/{ID}",
    "vao",
    "moi",
)


@pytest.fixture
def ours(client):
    """A site with a host of its own, beside the API's."""
    make_site(base_url=SITE)
    client.set_cookie(COOKIE, "x", domain="portal.test")


def get(client, path: str, host: str = API):
    return client.get(f"/desk/{path}", base_url=host)


def named(client) -> list[str]:
    """The files that the page names."""
    return re.findall(r'"/desk/([^"]+)"', get(client, "vao").text)


def test_its_styles_are_sent_as_one_sheet_with_every_part_once() -> None:
    frontend = files.read(FRONTEND)
    sheet = Desk(frontend).files["desk.css"].body
    parts = [body for name, body in frontend.items()
             if name.startswith("desk/styles/") and name != "desk/styles/desk.css"]  # fmt: skip

    assert len(parts) > 1
    assert [sheet.count(each) for each in parts] == [1] * len(parts)
    assert b"@import" not in sheet


def test_each_screen_has_an_address_and_nothing_else_has(client, ours) -> None:
    found = {path: get(client, path).status_code for path in SCREENS}
    others = (
        "khac",
        "viet",
        f"viet/notice/{ID}/x",
        "viet/notice/1",
        "lich/7",
        "start.js",
        "desk.html",
    )

    assert set(found.values()) == {200}
    assert {get(client, path).status_code for path in others} == {404}


def test_t45_a_host_that_is_only_a_sites_has_no_desk(client, ours) -> None:
    paths = (*SCREENS, *named(client), *named(client))

    assert {get(client, path).status_code for path in paths} == {200}
    assert {get(client, path, SITE).status_code for path in paths} == {404}
    assert get(client, "", "http://localhost").status_code == 302


@pytest.mark.parametrize("more", ["/x.css", "%2fx.js", ";.png", ".css", "%00.png", "/..;/x.css"])
def test_t45_no_file_stands_below_a_screen(client, ours, more: str) -> None:
    for path in ("noi-dung", f"viet/notice/{ID}", "tai-khoan"):
        answer = get(client, f"{path}{more}")

        assert answer.status_code in {400, 404}
        assert "public" not in answer.headers["Cache-Control"]


def test_t49_the_desk_may_do_what_its_screens_need_and_no_more(client, ours) -> None:
    answer = get(client, "")

    rules = dict(each.strip().split(" ", 1) for each in
                 answer.headers["Content-Security-Policy"].split(";"))  # fmt: skip
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "img-src": "'self' blob: data:",
        "frame-src": f"{API} {SITE}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "congxa ProseMirrorClipboard",
    }
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(client) -> None:
    make_site()

    answer = get(client, f"viet/notice/{ID}?x=1")

    assert answer.status_code == 302
    assert answer.location == f"/desk/vao?ve=/desk/viet/notice/{ID}%3Fx%3D1"


def test_with_no_account_the_page_says_so(client, ours) -> None:
    assert "data-nobody" in get(client, "vao").text


def test_what_is_named_by_its_bytes_is_kept_for_good_and_compressed(client, ours) -> None:
    for path in named(client):
        kept = client.get(f"/desk/{path}", headers={"Accept-Encoding": "br"}, base_url=API)
        unnamed = get(client, path.partition("?")[0])

        assert "immutable" in kept.headers["Cache-Control"], path
        assert kept.headers["Content-Encoding"] == "br"
        assert unnamed.headers["Cache-Control"] == "no-cache"


def test_no_screen_loads_more_than_60_kb_of_scripts(client, ours) -> None:
    desk = Desk(files.read(FRONTEND))
    scripts = [
        each.body for name, each in desk.files.items() if name.startswith(("screens/", "desk.js"))
    ]

    assert len(scripts) > 8
    assert not any(re.search(rb"/\*\*|\n[ \t]", each) for each in scripts)
    for path in (*ROOMS, *SCREENS):
        loaded = [desk.files[each].body for each in scripts_of(client, path)]
        assert sum(len(gzip.compress(each)) for each in loaded) <= 60_000, path


def scripts_of(client, path: str) -> list[str]:
    """Those that the page of a screen names, but for the editor of texts."""
    found = re.findall(r'src="/desk/([^?"]+)', get(client, path).text)
    return [each for each in found if each != EDITOR]


def test_a_page_names_the_script_of_its_room_and_no_other(client, ours) -> None:
    rooms = {path: " ".join(scripts_of(client, path)).removeprefix("desk.js").strip()
             for path in ROOMS}  # fmt: skip

    assert rooms == ROOMS


def test_the_editor_is_named_where_a_text_is_written_and_nowhere_else(client, ours) -> None:
    for each in registry.content_types():
        is_written = "body_html" in each.schema().fields
        assert (EDITOR in get(client, f"viet/{each.name}").text) == is_written, each.name
