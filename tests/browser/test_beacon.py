"""A page tells once per showing that it is read: after three seconds in sight, and only then."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.checks import SCRIPTS, Held, answer_of, arrive_unfilled
from tests.browser.conftest import FLAGS, Watched, chromium
from tests.serving import LiveServer

ARTICLE = "/bai-viet/mot-cua-chin-thang-2026"
NOTICE = "/thong-bao/niem-yet-14-thua-dat-xom-8-9"
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
ALMOST_MS, REST_MS = 2_900, 200

# A page of a test is always in sight: what hides it is told in its place.
STAGE = """
window.stage = { state: "visible", prerendering: false };
Object.defineProperty(document, "visibilityState", { get: () => window.stage.state });
Object.defineProperty(document, "prerendering", { get: () => window.stage.prerendering });
window.say = (name, changes) => {
  Object.assign(window.stage, changes);
  document.dispatchEvent(new Event(name));
};
"""
HIDE = "say('visibilitychange', { state: 'hidden' })"
SHOW = "say('visibilitychange', { state: 'visible' })"
ACTIVATE = "say('prerenderingchange', { prerendering: false, state: 'visible' })"
RESTORE = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


@pytest.fixture
def sent(watched: Watched) -> list[tuple[str | None, str | None]]:
    """Every view that the page sends: its body and its content type. None reaches the server."""
    found: list[tuple[str | None, str | None]] = []

    def keep(route):
        found.append((route.request.post_data, route.request.headers.get("content-type")))
        route.fulfill(status=204)

    watched.page.route("**/v1/views", keep)
    watched.page.add_init_script(STAGE)
    stop_the_clock(watched.page)
    return found


def stop_the_clock(page: Page) -> None:
    """From here on the page's time passes only as it is told."""
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(seconds=1))


def assert_told_only_after(page: Page, sent: list, milliseconds: int) -> None:
    """Nothing is told until then, and one view a moment later."""
    pass_time(page, milliseconds)
    before = len(sent)
    pass_time(page, REST_MS)
    assert before == 0
    assert len(sent) == 1


def open_page(page: Page, server: LiveServer, path: str) -> None:
    page.goto(f"{server.url}{path}")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main[aria-busy]")).to_have_count(0)
    expect(page.locator("header[data-wired]")).to_be_attached()


def pass_time(page: Page, milliseconds: int) -> None:
    """Let the page's time pass, until whatever it sends in it has gone out."""
    page.clock.run_for(milliseconds)
    page.evaluate("fetch('/icon.svg').then((answer) => answer.text())")


@pytest.mark.parametrize(("path", "kind"), [(ARTICLE, "article"), (NOTICE, "notice")])
def test_it_tells_once_that_a_page_is_read(
    live_server: LiveServer, watched: Watched, sent: list, path: str, kind: str
) -> None:
    page = watched.page
    of = answer_of(live_server, f"/v1/sites/yen-hoa/{kind}s/{path.rsplit('/', 1)[1]}")

    open_page(page, live_server, path)
    pass_time(page, ALMOST_MS)
    before = len(sent)
    pass_time(page, 60_000)

    assert before == 0
    assert sent == [(f'{{"type":"{kind}","id":"{of["id"]}"}}', "text/plain;charset=UTF-8")]
    assert watched.complaints == []
    assert watched.policy_reports() == []


def test_it_tells_nothing_of_a_reader_who_leaves_at_once(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    page = watched.page

    open_page(page, live_server, ARTICLE)
    pass_time(page, ALMOST_MS)
    page.goto(f"{live_server.url}/404.html")
    pass_time(page, 60_000)

    assert sent == []


def test_only_the_time_in_sight_counts(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    page = watched.page

    open_page(page, live_server, ARTICLE)
    pass_time(page, 2_000)
    page.evaluate(HIDE)
    pass_time(page, 60_000)
    page.evaluate(SHOW)

    assert_told_only_after(page, sent, 900)


@pytest.fixture
def held(watched: Watched) -> Held:
    """The page's scripts, which a slow network has not brought yet."""
    held = Held()
    watched.page.route(SCRIPTS, held)
    return held


def open_early(page: Page, server: LiveServer) -> None:
    """The page is seen, and its scripts are still on their way.

    They are asked for before anything is painted; the time in sight begins with that.
    """
    with page.expect_request(SCRIPTS):
        page.goto(f"{server.url}{ARTICLE}", wait_until="commit")
    page.wait_for_function("() => Boolean(globalThis.msInSight)")


def bring(held: Held, page: Page) -> None:
    held.let_through()
    expect(page.locator("header[data-wired]")).to_be_attached()


def test_a_page_that_was_read_before_its_scripts_came_is_told_as_they_come(
    live_server: LiveServer, watched: Watched, sent: list, held: Held
) -> None:
    page = watched.page

    open_early(page, live_server)
    page.clock.run_for(3_000)
    bring(held, page)
    pass_time(page, 0)
    before = len(sent)
    pass_time(page, 60_000)

    assert before == 1
    assert len(sent) == 1


def test_a_page_that_came_empty_counts_from_when_its_article_is_there(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    page, held = watched.page, list[Route]()
    arrive_unfilled(page)
    page.route("**/v1/sites/*/articles/*", lambda route: held.append(route))
    with page.expect_request("**/v1/sites/*/articles/*"):
        page.goto(f"{live_server.url}{ARTICLE}")
    page.clock.run_for(4_000)
    for route in held:
        route.continue_()
    expect(page.locator("article.article")).to_be_visible()

    assert_told_only_after(page, sent, ALMOST_MS)


def test_what_was_in_sight_before_the_scripts_came_counts_and_nothing_else(
    live_server: LiveServer, watched: Watched, sent: list, held: Held
) -> None:
    page = watched.page

    open_early(page, live_server)
    page.clock.run_for(2_000)
    page.evaluate(HIDE)
    page.clock.run_for(60_000)
    page.evaluate(SHOW)
    bring(held, page)

    assert_told_only_after(page, sent, 900)


def test_a_page_that_nobody_saw_before_its_scripts_came_counts_from_when_it_is_shown(
    live_server: LiveServer, watched: Watched, sent: list, held: Held
) -> None:
    page = watched.page
    page.add_init_script("Object.assign(stage, { prerendering: true, state: 'hidden' })")

    open_early(page, live_server)
    page.clock.run_for(60_000)
    bring(held, page)
    page.evaluate(ACTIVATE)

    assert_told_only_after(page, sent, ALMOST_MS)


def test_a_page_that_was_hidden_after_it_was_read_is_not_told_again(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    page = watched.page

    open_page(page, live_server, ARTICLE)
    pass_time(page, 4_000)
    page.evaluate(HIDE)
    page.evaluate(SHOW)
    pass_time(page, 60_000)

    assert len(sent) == 1


def test_a_page_that_is_prerendered_counts_from_when_it_is_shown(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    page = watched.page
    page.add_init_script("Object.assign(stage, { prerendering: true, state: 'hidden' })")

    open_page(page, live_server, ARTICLE)
    pass_time(page, 60_000)
    page.evaluate(ACTIVATE)

    assert_told_only_after(page, sent, ALMOST_MS)


def test_a_page_restored_from_the_back_cache_is_shown_anew(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    page = watched.page

    open_page(page, live_server, ARTICLE)
    pass_time(page, 4_000)
    page.evaluate(RESTORE)
    pass_time(page, ALMOST_MS)
    before = len(sent)
    pass_time(page, 60_000)

    assert before == 1
    assert len(sent) == 2


def test_it_tells_without_a_beacon_too(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    watched.page.add_init_script("navigator.sendBeacon = undefined")

    open_page(watched.page, live_server, ARTICLE)
    pass_time(watched.page, 4_000)

    assert [kind for _, kind in sent] == ["text/plain;charset=UTF-8"]


def test_a_view_that_cannot_be_told_disturbs_nobody(
    live_server: LiveServer, watched: Watched
) -> None:
    page = watched.page
    page.route("**/v1/views", lambda route: route.abort())
    stop_the_clock(page)

    open_page(page, live_server, ARTICLE)
    pass_time(page, 4_000)

    expect(page.locator("article.article h1")).to_be_visible()
    assert watched.policy_reports() == []


def test_nothing_is_told_where_there_is_nothing_to_read(
    live_server: LiveServer, watched: Watched, sent: list
) -> None:
    watched.page.goto(f"{live_server.url}/bai-viet/khong-he-co")
    expect(watched.page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()
    pass_time(watched.page, 60_000)

    assert sent == []


@pytest.fixture
def browser_that_keeps(browser: Browser) -> Iterator[Browser]:
    """A Chromium that keeps pages for the way back, which Playwright turns off."""
    with_cache = browser.browser_type.launch(
        executable_path=chromium(),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield with_cache
    with_cache.close()


def test_chromium_restores_the_page_and_a_second_view_is_told(
    live_server: LiveServer, browser_that_keeps: Browser
) -> None:
    page = browser_that_keeps.new_page()
    views = "**/v1/views"

    with page.expect_request(views) as first:
        page.goto(f"{live_server.url}{ARTICLE}")
    page.goto(f"{live_server.url}{NOTICE}")
    with page.expect_request(views) as second:
        # Once this has returned: going back ends the page that is asked to.
        page.evaluate("setTimeout(() => history.back())")

    assert second.value.post_data == first.value.post_data
