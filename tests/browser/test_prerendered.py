"""Pages as files on a plain static host, with nobody behind them: they are read as ever."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests import serving
from tests.browser.addresses import ARTICLE, KINDS, NOTICE, address
from tests.browser.checks import assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.serving import LiveServer

# What has a query is one file here: what it asks for besides, its scripts ask the API.
PLAIN = [each for each in KINDS if each not in ("past notices", "search")]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads a log of this host."""


@pytest.fixture(scope="module")
def host(live_server: LiveServer, tmp_path_factory) -> Iterator[str]:
    """The demo, prerendered, as a host sends it that knows nothing but files."""
    folder = tmp_path_factory.mktemp("prerendered") / "site"
    serving.congxa(live_server.environ, "prerender", str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", PLAIN)
def test_a_page_is_whole_without_the_api(
    live_server: LiveServer, host: str, watched: Watched, kind: str
) -> None:
    page, asked = watched.page, list[str]()
    path = address(live_server, kind)
    # Pictures, a notice's code too, are named by the portal's address: there they are files.
    page.on("request", lambda sent: sent.resource_type == "image" or asked.append(sent.url))
    page.route(f"{live_server.url}/**", lambda route: route.abort())

    page.goto(f"{host}{path}", wait_until="networkidle")

    expect(page.locator("main [data-loading]")).to_have_count(0)
    expect(page.locator("main")).to_have_attribute("data-wired", "")
    expect(page.locator(".site-footer")).to_contain_text("Yên Hòa")
    assert page.locator("h1").first.inner_text().strip()
    assert [url for url in asked if url.startswith(f"{live_server.url}/v1")] == []
    assert_nothing_sticks_out(page)


def test_readers_go_from_page_to_page(live_server: LiveServer, host: str, watched: Watched) -> None:
    page = watched.page
    page.route(f"{live_server.url}/**", lambda route: route.abort())
    page.goto(f"{host}/")

    page.locator(".article-card a").first.click()

    expect(page.locator("article h1")).to_be_visible()
    assert page.url.startswith(f"{host}/bai-viet/")
    page.goto(f"{host}{ARTICLE}?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.goto(f"{host}{NOTICE}").status == 200
