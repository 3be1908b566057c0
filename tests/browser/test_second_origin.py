"""The folder on another host, set up as docs/integrate/web.md says, only `config.js` changed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import ARTICLE, KINDS, address
from tests.browser.checks import (
    WIDTHS,
    assert_no_complaints,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.browser.static_host import StaticHost, hosting
from tests.serving import LiveServer


@pytest.fixture(scope="module")
def host(live_server: LiveServer) -> Iterator[StaticHost]:
    """The pages on an origin of their own, asking the live server."""
    with hosting(live_server.url) as host:
        yield host


@WIDTHS
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_works(
    live_server: LiveServer, host: StaticHost, watched: Watched, kind: str
) -> None:
    page, asked = watched.page, set[str]()
    page.on("request", lambda request: asked.add(re.sub(r"^(\w+://[^/]+).*", r"\1", request.url)))

    page.goto(f"{host.url}{address(live_server, kind)}")
    wait_until_shown(page)
    page.wait_for_load_state("networkidle")

    expect(page.get_by_role("heading", name="Chưa tải được nội dung")).to_have_count(0)
    expect(page.locator(".site-footer")).to_contain_text("Yên Hòa")
    assert_nothing_sticks_out(page)
    assert_no_complaints(watched)
    assert asked - {"data:"} <= {host.url, live_server.url}


def test_photos_come_from_the_api(host: StaticHost, watched: Watched) -> None:
    watched.page.goto(f"{host.url}{ARTICLE}")

    photo = watched.page.locator(".article-body img").first
    photo.scroll_into_view_if_needed()
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("image => image.naturalWidth") > 0
    assert_no_complaints(watched)


def test_links_stay_on_the_host(host: StaticHost, watched: Watched) -> None:
    page = watched.page
    page.goto(host.url)
    page.locator(".article-card a").first.click()
    wait_until_shown(page)

    expect(page).to_have_url(re.compile(re.escape(f"{host.url}/bai-viet/")))
    expect(page.locator("article.article")).to_be_visible()


def test_an_unknown_address_is_answered_with_words(host: StaticHost, watched: Watched) -> None:
    answer = watched.page.goto(f"{host.url}/khong-he-co")

    expect(watched.page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()
    assert answer is not None
    assert answer.status == 404


def test_a_view_is_told_to_the_api_without_a_preflight(
    live_server: LiveServer, host: StaticHost, watched: Watched
) -> None:
    page, methods = watched.page, list[str]()
    page.on("request", lambda request: methods.append(request.method))

    with page.expect_request(f"{live_server.url}/v1/views") as told:
        page.goto(f"{host.url}{ARTICLE}")

    assert told.value.method == "POST"
    assert "OPTIONS" not in methods
    assert watched.policy_reports() == []
