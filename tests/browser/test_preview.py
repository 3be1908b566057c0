"""A draft or a week seen by a link: in a window, in a frame, and nowhere once revoked."""

import hashlib
import json
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from api.accounts import commands
from api.media import commands as media
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.calendar.making import MONDAY, WEEK
from tests.api.media import samples
from tests.api.publishing.authoring.desk import new_key
from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out, wait_until_shown
from tests.browser.conftest import Watched
from tests.factories import make_site

FRAME = '<!doctype html><iframe sandbox="allow-scripts" width="360" height="600" src="{}"></iframe>'


@pytest.fixture
def secret(database: str) -> str:
    """The token of an editor, in whose library lies a photo."""
    by: tuple[Any, datetime] = OPERATOR, clock.now()
    site = make_site()
    kept = media.keep_image(samples.encoded(samples.picture(700, 500), "JPEG"), by[1])
    media.keep_for(site.id, {kept.id: "cau.jpg"}, by[1])
    account = commands.create_account("mai@yenhoa.example", "Mai", None, by)
    commands.grant(account, Role.EDITOR, site.id, by)
    return commands.create_token(account, "Bàn làm việc", 1, by)[1]


def caller(url: str, secret: str) -> Callable[..., Any]:
    def call(method: str, path: str, said: Any = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        sent |= {"Idempotency-Key": new_key()} if method == "POST" else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = None if said is None else json.dumps(said).encode()
        asked = urllib.request.Request(f"{url}/authoring/v1{path}", body, sent, method=method)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    return call


def put_into_a_frame(page: Page, outer: str, address: str) -> FrameLocator:
    """The inside of a frame without an origin, in a page at `outer`."""
    body = FRAME.format(address)
    page.route(outer, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(outer)
    return page.frame_locator("iframe")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_draft_is_looked_at_before_it_is_public(served, secret, watched: Watched) -> None:
    page = watched.page
    with served() as server:
        call = caller(server.url, secret)
        photo = call("GET", "/media")["items"][0]["id"]
        body = f'<figure><img src="media:{photo}" alt="Cầu"></figure><p>Nước đang lên.</p>'
        draft = call("POST", "/articles", {"title": "Bão số 3", "body_html": body})
        at = f"/articles/{draft['id']}/preview-links"
        link = call("POST", at, {"hours": 1})

        page.goto(link["url"])
        wait_until_shown(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Bão số 3")
        expect(page.get_by_text("Bản xem trước, chưa đăng")).to_be_visible()
        assert page.evaluate("document.querySelector('main figure img').naturalWidth") > 0
        for each in (".share", ".rating", "[data-side]"):
            expect(page.locator(f"main {each}")).to_be_hidden()
        assert_nothing_sticks_out(page)
        assert_no_complaints(watched)

        own = put_into_a_frame(page, f"{server.url}/khung", link["url"])
        expect(own.get_by_role("heading", level=1)).to_have_text("Bão số 3")
        expect(own.locator("main figure img")).to_be_visible()
        elsewhere = server.url.replace("127.0.0.1", "localhost")
        foreign = put_into_a_frame(page, f"{elsewhere}/khung", link["url"])
        expect(foreign.get_by_role("heading", level=1)).to_have_count(0)

        call("DELETE", f"{at}/{link['id']}")
        page.goto(link["url"])
        expect(page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_week_is_looked_at_on_the_calendars_own_page(served, secret, watched: Watched) -> None:
    page, empty = watched.page, hashlib.blake2b(b"", digest_size=16).hexdigest()
    with served() as server:
        call = caller(server.url, secret)
        planned = [{"title": "Họp giao ban", "date": MONDAY, "internal_note": "Xe 37A"}]
        call("PUT", f"/calendar/weeks/{WEEK}", {"entries": planned}, If_Match=f'"w{empty}"')
        link = call("POST", f"/calendar/weeks/{WEEK}/preview-links", {"hours": 1})

        page.goto(link["url"])
        wait_until_shown(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Lịch làm việc")
        expect(page.get_by_text("Bản xem trước, chưa đăng")).to_be_visible()
        expect(page.locator(".calendar__list")).to_contain_text("Họp giao ban")
        expect(page.locator("main .share")).to_be_hidden()
        expect(page.get_by_text("Xe 37A")).to_have_count(0)
        assert_nothing_sticks_out(page)
        assert_no_complaints(watched)
        own = put_into_a_frame(page, f"{server.url}/khung", link["url"])
        expect(own.locator(".calendar__list")).to_contain_text("Họp giao ban")
        page.goto(f"{server.url}/lich-lam-viec/{WEEK}")
        expect(page.get_by_text("Họp giao ban")).to_have_count(0)

        call("DELETE", f"/calendar/weeks/{WEEK}/preview-links/{link['id']}")
        page.goto(link["url"])
        expect(page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()
