"""A portal as many are is readable: capitals, no leads, no calendar, portrait photos, papers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests import serving
from tests.browser.checks import (
    WIDTHS,
    answer_of,
    assert_no_complaints,
    assert_nothing_sticks_out,
    wait_until_shown,
)
from tests.browser.conftest import Watched
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


@WIDTHS
def test_every_page_of_it_stands(real_life: LiveServer, watched: Watched) -> None:
    page = watched.page
    paths = [first_of(real_life, each) for each in ADDRESSES]

    for path in ("/", *paths, "/thong-bao", "/lich-lam-viec", "/lien-he"):
        page.goto(f"{real_life.url}{path}")
        wait_until_shown(page)
        assert_nothing_sticks_out(page)
    assert_no_complaints(watched)


def test_what_it_does_not_have_takes_no_room(real_life: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 640})

    page.goto(real_life.url)
    wait_until_shown(page)
    headline = page.locator(".article-card__title").first.bounding_box()
    expect(page.locator(".today, .tasks, .week-brief")).to_have_count(0)
    page.goto(f"{real_life.url}/lich-lam-viec")

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
