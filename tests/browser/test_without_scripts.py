"""Whoever has no JavaScript reads all of it: an old telephone, a search engine, a link preview."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.checks import answer_of, assert_nothing_sticks_out
from tests.serving import LiveServer

ARTICLE = "/bai-viet/mot-cua-chin-thang-2026"
PAGES = ["/", ARTICLE, "/chuyen-muc/cai-cach-hanh-chinh", "/thong-bao", "/lich-lam-viec",
         "/trang/gioi-thieu", "/lien-he", "/tim-kiem?q=ho+so"]  # fmt: skip


@pytest.fixture(params=[360, 1280])
def plain(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    viewport = {"width": request.param, "height": 800}
    context = browser.new_context(java_script_enabled=False, viewport=viewport)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_every_page_is_there(live_server: LiveServer, plain: Page) -> None:
    for path in PAGES:
        plain.goto(live_server.url + path)

        assert plain.locator("h1").count() == 1, path
        expect(plain.get_by_text("Đang tải nội dung")).to_have_count(0)
        expect(plain.get_by_text("cần JavaScript")).to_have_count(0)
        if not plain.locator("#menu").is_visible():
            plain.get_by_role("link", name="Menu").click()
        expect(plain.locator("#menu a", has_text="Liên hệ").first).to_be_visible()
        expect(plain.locator("#menu a", has_text="Liên hệ").first).to_be_in_viewport()
        expect(plain.locator(".site-footer")).to_contain_text("Chịu trách nhiệm chính")
        expect(plain.locator("[data-totals]")).to_be_hidden()
        assert_nothing_sticks_out(plain)


def test_an_article_is_read_whole(live_server: LiveServer, plain: Page) -> None:
    article = answer_of(live_server, f"/v1/sites/yen-hoa/articles/{ARTICLE.rsplit('/', 1)[1]}")

    plain.goto(live_server.url + ARTICLE)

    expect(plain.get_by_role("heading", level=1)).to_have_text(article["title"])
    expect(plain.locator(".article__lead")).to_have_text(article["lead"])
    expect(plain.locator(".article-body table").first).to_be_visible()
    expect(plain.locator(".article__byline")).to_contain_text(article["byline"])
    assert plain.locator(".article-body img").count() == len(article["images"])
    assert plain.locator('meta[property="og:image"]').get_attribute("content")
    for name in ("Thông báo", "Lịch làm việc"):
        expect(plain.locator(".side").get_by_role("heading", name=name)).to_be_visible()


def test_links_lead_through_the_news(live_server: LiveServer, plain: Page) -> None:
    plain.goto(live_server.url)
    title = plain.locator(".article-card__title a").first
    words = title.inner_text()

    title.click()

    expect(plain.get_by_role("heading", level=1)).to_have_text(words)
    plain.locator(".site-header__name").click()
    expect(plain).to_have_url(f"{live_server.url}/")


def test_the_calendar_leads_to_other_weeks_and_to_one_leader(
    live_server: LiveServer, plain: Page
) -> None:
    official = answer_of(live_server, "/v1/officials?site=yen-hoa")["items"][0]
    plain.goto(f"{live_server.url}/lich-lam-viec")

    plain.get_by_role("link", name="Tuần sau").click()
    plain.get_by_label("Lịch của", exact=True).select_option(official["name"])
    plain.get_by_role("button", name="Xem", exact=True).click()

    assert f"lanh-dao={official['id']}" in plain.url
    expect(plain.locator(".week__day")).to_have_count(7)
    expect(plain.get_by_text(f"Đang xem lịch của {official['name']}")).to_be_visible()


def test_one_can_call_and_write(live_server: LiveServer, plain: Page) -> None:
    plain.goto(f"{live_server.url}/lien-he")

    assert plain.locator('main a[href^="tel:"]').count() >= 1
    assert plain.locator('main a[href^="mailto:"]').count() >= 1


def test_one_searches_from_any_page_and_reads_on(live_server: LiveServer, plain: Page) -> None:
    plain.goto(live_server.url)

    if not plain.locator(".site-search").is_visible():
        plain.locator(".site-header").get_by_role("link", name="Tìm", exact=True).click()
    plain.get_by_role("searchbox").fill("ho so")
    plain.get_by_role("button", name="Tìm", exact=True).click()
    first = plain.locator(".hit__title").all_inner_texts()
    plain.get_by_role("link", name="Xem thêm kết quả").click()

    assert "cursor=" in plain.url
    assert len(first) == 10
    expect(plain.locator(".hit mark").first).to_be_visible()
    assert not set(first) & set(plain.locator(".hit__title").all_inner_texts())
    plain.get_by_role("link", name="Về đầu kết quả").click()
    expect(plain.locator(".hit__title")).to_have_text(first)


def test_a_search_is_narrowed(live_server: LiveServer, plain: Page) -> None:
    plain.goto(f"{live_server.url}/tim-kiem")

    plain.get_by_label("Từ cần tìm").fill("ho so")
    plain.get_by_text("Chọn loại, ngày đăng").click()
    plain.get_by_label("Loại").select_option("Thông báo")
    plain.get_by_label("Từ ngày").fill("2026-07-01")
    plain.get_by_role("button", name="Tìm").click()

    expect(plain.locator(".hit__type").filter(has_not_text="Thông báo")).to_have_count(0)
    expect(plain.locator(".hit").first).to_be_visible()
    expect(plain.get_by_label("Từ ngày")).to_have_value("2026-07-01")
