"""A page of another origin that frames ours shows nothing of it."""

import pytest

from tests.browser.conftest import Watched
from tests.serving import LiveServer

STRANGER = "http://stranger.example.vn/"
FRAMED = "http://framed.example.vn/"


def frame_of(watched: Watched, address: str) -> str:
    """What somebody sees of `address` in a frame of a stranger's page."""
    page, html = watched.page, "text/html; charset=utf-8"
    seen = f'<iframe src="{address}"></iframe>'
    page.route(STRANGER, lambda route: route.fulfill(body=seen, content_type=html))
    page.route(FRAMED, lambda route: route.fulfill(body="Yên Hòa", content_type=html))
    page.goto(STRANGER, wait_until="load")
    inner = page.frames[1]
    return f"{inner.url} {inner.locator('body').inner_text()}"


@pytest.mark.parametrize("path", ["/", "/thong-bao", "/khong-co", "/docs", "/desk/vao"])
def test_t49_nothing_shows_in_a_frame_elsewhere(
    live_server: LiveServer, watched: Watched, path: str
) -> None:
    shown = frame_of(watched, f"{live_server.url}{path}")

    assert shown.startswith("chrome-error:")
    assert "Yên Hòa" not in shown


def test_a_page_that_allowed_it_would_show(watched: Watched) -> None:
    assert "Yên Hòa" in frame_of(watched, FRAMED)
