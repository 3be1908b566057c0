"""A page takes over from what it was handed: its scripts ask nothing again."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import answer_of, assert_no_complaints
from tests.browser.conftest import Watched
from tests.serving import LiveServer

ARTICLE = "/bai-viet/mot-cua-chin-thang-2026"
PAGES = [
    "/",
    "/?utm_source=zalo",
    ARTICLE,
    "/chuyen-muc/cai-cach-hanh-chinh",
    "/thong-bao",
    "/thong-bao?tinh-trang=da-het-han",
    "/thong-bao?muc-do=important&loai=",
    "/thong-bao?muc-do=khong-co",
    "{notice}",
    "/lich-lam-viec",
    "/lich-lam-viec/2026-W29",
    "/lich-lam-viec?lanh-dao={official}",
    "/trang/gioi-thieu",
    "/lien-he",
    "/tim-kiem",
    "/tim-kiem?q=h%E1%BB%93+s%C6%A1+~%27%28%21%29&loai=notice&tu=&den=2026-12-31",
    "/tim-kiem?q=+%C4%91%E1%BA%A5t+&loai=khong-co&tu=hom-qua",
    "/tim-kiem?q=a",
]
MISSING = ["/bai-viet/khong-co", "/thong-bao/khong-co", "/trang/khong-co", "/chuyen-muc/khong-co",
           "/khong-co"]  # fmt: skip


@pytest.fixture(scope="module")
def named(live_server: LiveServer) -> dict[str, str]:
    """Addresses that the demo gives something of."""
    notice = answer_of(live_server, "/v1/notices?limit=1")["items"][0]
    official = answer_of(live_server, "/v1/officials?limit=1")["items"][0]
    return {"notice": f"/thong-bao/{notice['slug']}", "official": official["id"]}


@pytest.mark.parametrize("path", PAGES)
def test_it_asks_nothing_that_it_was_handed(
    live_server: LiveServer, watched: Watched, named: dict[str, str], path: str
) -> None:
    asked: list[str] = []
    # A notice's code is a picture.
    watched.page.on("request", lambda sent: sent.resource_type == "image" or asked.append(sent.url))

    watched.page.goto(live_server.url + path.format(**named), wait_until="networkidle")

    assert [url for url in asked if "/v1/" in url and not url.endswith("/v1/views")] == []
    assert_rendered(watched)
    assert_no_complaints(watched)


@pytest.mark.parametrize("path", MISSING)
def test_it_asks_nothing_about_what_is_not_there(
    live_server: LiveServer, watched: Watched, path: str
) -> None:
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))

    answer = watched.page.goto(live_server.url + path, wait_until="networkidle")

    assert answer is not None
    assert answer.status == 404
    assert [url for url in asked if "/v1/" in url] == []
    expect(watched.page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")
    assert watched.policy_reports() == []


def assert_rendered(watched: Watched) -> None:
    """The page's own view is there, in place of what the server wrote."""
    expect(watched.page.locator("#display")).to_have_count(1)
    expect(watched.page.get_by_role("heading", level=1)).to_have_count(1)
