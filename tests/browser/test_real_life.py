"""A portal as many are is readable: capitals, no leads, no calendar, portrait photos, papers."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.checks import (
    WIDTHS,
    answer_of,
    assert_nothing_sticks_out,
    wait_until_shown,
    words_of_no_language,
)
from tests.browser.conftest import Watched
from tests.browser.test_accessibility import AXE, assert_accessible
from tests.browser.test_every_page import assert_as_it_should_be
from tests.browser.test_keyboard import steps
from tests.browser.test_same_markup import differences
from tests.browser.test_tools import open_ready
from tests.serving import LiveServer

ADDRESSES = {
    "articles": "bai-viet",
    "notices": "thong-bao",
    "categories": "chuyen-muc",
    "pages": "trang",
}
LISTS = ("/", "/thong-bao", "/thong-bao?tinh-trang=da-het-han", "/van-ban", "/lich-lam-viec",
         "/lien-he", "/lanh-dao", "/so-do-cong", "/tin-theo-thang", "/tim-kiem",
         "/tim-kiem?q=ho+so")  # fmt: skip


def items_of(server: LiveServer, collection: str) -> list[str]:
    items = answer_of(server, f"/v1/{collection}?site=dong-lam")["items"]
    return [f"/{ADDRESSES[collection]}/{each['slug']}" for each in items]


def first_of(server: LiveServer, collection: str) -> str:
    return items_of(server, collection)[0]


def every_path(server: LiveServer) -> list[str]:
    """All lists, all notices, for each is of another kind, and one of everything else."""
    one = [first_of(server, each) for each in ADDRESSES if each != "notices"]
    return [*LISTS, *items_of(server, "notices"), *one]


@WIDTHS
def test_every_page_of_it_stands(real_life: LiveServer, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(AXE.read_text("utf-8"))
    width = page.viewport_size["width"]

    for path in every_path(real_life):
        page.goto(f"{real_life.url}{path}")
        wait_until_shown(page)
        assert_as_it_should_be(watched)
        if width == 360:
            assert_accessible(page)
        page.set_viewport_size({"width": 320 if width == 360 else 640, "height": 800})
        for size in ("small", "largest"):
            page.evaluate("size => { document.documentElement.dataset.size = size; }", size)
            assert_nothing_sticks_out(page)
        page.set_viewport_size({"width": width, "height": 800})


def test_each_step_of_the_keyboard_is_seen_there(real_life: LiveServer, watched: Watched) -> None:
    for path in every_path(real_life):
        watched.page.goto(f"{real_life.url}{path}")
        wait_until_shown(watched.page)

        reached = [*steps(watched.page)]

        assert len(reached) >= 8
        assert [each for each in reached if not (each["isMarked"] and each["isInSight"])] == []


def test_it_is_the_same_in_server_and_browser_and_says_its_language(
    real_life: LiveServer, watched: Watched
) -> None:
    parser = watched.page.context.new_page()

    for path in every_path(real_life):
        assert differences(real_life, watched.page, parser, path, "vi") == [], path
        assert words_of_no_language(parser, real_life, path) == [], path


def test_it_is_read_without_scripts(real_life: LiveServer, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 640})

    for path in every_path(real_life):
        page.goto(f"{real_life.url}{path}")
        assert page.locator("h1").count() == 1, path
        expect(page.get_by_text("Đang tải nội dung")).to_have_count(0)
        expect(page.locator(".site-footer")).to_contain_text("ĐÔNG LÂM")
        assert_nothing_sticks_out(page)
    page.close()


def test_all_of_it_can_be_heard_printed_and_handed_on(
    real_life: LiveServer, watched: Watched
) -> None:
    page = watched.page
    for path in (
        *items_of(real_life, "notices"),
        "/lich-lam-viec",
        *items_of(real_life, "articles"),
    ):
        open_ready(page, real_life.url + path)
        expect(page.locator(".share__item:visible")).to_have_count(6)
        expect(page.locator("[data-rating][data-wired]")).to_have_count(
            int(path != "/lich-lam-viec")
        )


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
