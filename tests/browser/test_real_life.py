"""A portal as many are is readable: capitals, no leads, no calendar, portrait photos, papers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests import serving
from tests.browser.checks import (
    answer_of,
    assert_no_complaints,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
from tests.browser.test_accessibility import AXE, TAGS, findings
from tests.serving import LiveServer

ADDRESSES = {"articles": "bai-viet", "notices": "thong-bao", "categories": "chuyen-muc"}


@pytest.fixture(scope="module")
def real_life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """`congxa serve` with the other demo."""
    environ = serving.environment(tmp_path_factory.mktemp("real"), CONGXA_WORKERS="1")
    serving.congxa(environ, "demo", "--load-only", "--real-life")
    with serving.serving(environ) as server:
        yield server


def first_of(server: LiveServer, collection: str) -> str:
    item = answer_of(server, f"/v1/{collection}?site=dong-lam")["items"][0]
    return f"/{ADDRESSES[collection]}/{item['slug']}"


@pytest.mark.parametrize("watched", [320, 1280], indirect=True)
def test_every_page_of_it_stands(real_life: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(AXE.read_text("utf-8"))
    paths = [first_of(real_life, each) for each in ADDRESSES]

    for path in ("/", *paths, "/thong-bao", "/lich-lam-viec", "/lien-he", "/lanh-dao", "/van-ban"):
        page.goto(f"{real_life.url}{path}")
        wait_until_shown(page)
        assert_nothing_sticks_out(page)
        assert page.locator("h1").count() == 1, path
        assert findings(page, "light", {"type": "tag", "values": TAGS}) == set(), path
    assert_no_complaints(watched)


def test_what_it_does_not_have_takes_no_room(real_life: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 640})

    page.goto(real_life.url)
    wait_until_shown(page)
    headline = page.locator(".article-card__title").first.bounding_box()
    expect(page.locator(".today, .tasks, .week-brief")).to_have_count(0)
    bare = page.locator(".article-list .article-card:not(:has(.article-card__cover))").first
    room = bare.evaluate("(card) => card.lastElementChild.clientWidth / card.clientWidth")
    page.goto(f"{real_life.url}/lich-lam-viec")

    assert room > 0.9
    assert headline["y"] + headline["height"] <= 640
    expect(page.get_by_text("Tuần này chưa có lịch")).to_be_visible()
    expect(page.get_by_text("Không có lịch.")).to_have_count(0)


def test_a_portrait_photo_fits_on_the_screen(real_life: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{real_life.url}{first_of(real_life, 'articles')}")
    wait_until_shown(page)

    photos = page.locator(".article-body img").all()

    assert len(photos) == 3
    assert all(each.bounding_box()["height"] <= 0.8 * 800 for each in photos)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^ĐẢNG ỦY XÃ ĐÔNG LÂM"))


def test_photos_in_a_row_are_moved_by_the_arrows(real_life: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real_life.url}{first_of(real_life, 'articles')}")
    wait_until_shown(page)
    row = page.get_by_role("region", name="3 ảnh")

    row.focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("row => row.scrollLeft > 100", arg=row.element_handle())
    expect(row.get_by_text("3/3")).to_be_attached()
    assert row.evaluate("row => row.scrollWidth > row.clientWidth")


def test_a_film_asks_nobody_else_before_it_is_pressed(
    real_life: LiveServer, watched: Watched
) -> None:
    page, asked = watched.page, list[str]()
    film = "https://www.youtube-nocookie.com/"
    page.route(f"{film}**", lambda route: route.fulfill(body="<p>phim", content_type="text/html"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{real_life.url}{first_of(real_life, 'articles')}")
    wait_until_shown(page)
    link = page.get_by_role("link", name="Xem phim")
    expect(page.locator(".share[data-wired]")).to_be_attached()
    assert [each for each in asked if not each.startswith(real_life.url)] == []

    link.press("Enter")

    expect(page.frame_locator("iframe").get_by_text("phim")).to_be_visible()
    assert [each for each in asked if not each.startswith(real_life.url)] == [
        f"{film}embed/aqz-KE-bpKQ?autoplay=1"
    ]
    assert watched.policy_reports() == []
