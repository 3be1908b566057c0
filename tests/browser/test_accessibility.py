"""axe-core finds nothing on any page and state, in every look that a reader can choose."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import ARTICLE, EXPIRED, KINDS, MISSING, SEARCH, address
from tests.browser.checks import WIDTHS, wait_until_shown
from tests.browser.conftest import Watched
from tests.browser.static_host import NO_API, StaticHost, hosting
from tests.no_skips import IS_CI
from tests.serving import LiveServer

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What a reader chooses here, and what a device asks for by itself.
LOOKS: dict[str, tuple[str | None, dict[str, str]]] = {
    "light": (None, {"color_scheme": "light"}),
    "dark": ("dark", {}),
    "dark device": (None, {"color_scheme": "dark"}),
    "contrast": ("contrast", {}),
    "contrast device": (None, {"color_scheme": "light", "contrast": "more"}),
}
# All that one look can break and another not.
OF_COLOUR = {"type": "rule", "values": ("color-contrast", "link-in-text-block")}
USUAL = {"color_scheme": "light", "contrast": "no-preference"}


@pytest.fixture(autouse=True)
def axe(watched: Watched) -> None:
    """axe-core in every page, before any script of the page runs."""
    if not AXE.exists():
        reason = "no axe-core: npm ci --prefix tests"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    watched.page.add_init_script(AXE.read_text("utf-8"))


def assert_accessible(page: Page, *, waiting: bool = False) -> None:
    """In every look; each finding names its rule, the element and the looks. A page that waits is
    not yet held to have a heading."""
    if not waiting:
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
    tags = TAGS[:-1] if waiting else TAGS
    found: dict[str, list[str]] = {}
    for look in LOOKS:
        rules = {"type": "tag", "values": tags} if look == "light" else OF_COLOUR
        for each in findings(page, look, rules):
            found.setdefault(each, []).append(look)
    assert not found, "\n".join(f"{each} [{', '.join(looks)}]" for each, looks in found.items())


def findings(page: Page, look: str, rules: dict[str, Any]) -> set[str]:
    theme, media = LOOKS[look]
    page.emulate_media(**{**USUAL, **media})  # type: ignore[arg-type]
    page.evaluate(CHOOSE_THEME, theme)
    return set(page.evaluate(RUN_AXE, rules))


CHOOSE_THEME = """(theme) => {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}"""
RUN_AXE = """async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 160)} (${failureSummary.split("\\n").slice(1, 2).join("").trim()})`));
}"""


@WIDTHS
@pytest.mark.parametrize("kind", KINDS)
def test_every_page(live_server: LiveServer, watched: Watched, kind: str) -> None:
    watched.page.goto(f"{live_server.url}{address(live_server, kind)}")
    wait_until_shown(watched.page)

    assert_accessible(watched.page)


@WIDTHS
def test_in_english(live_server: LiveServer, watched: Watched) -> None:
    for path in ("/?lang=en", "/lich-lam-viec?lang=en", "/tim-kiem?q=ho+so&loai=page&lang=en"):
        watched.page.goto(f"{live_server.url}{path}")
        wait_until_shown(watched.page)

        assert watched.page.locator("html").get_attribute("lang") == "en"
        assert_accessible(watched.page)


@WIDTHS
def test_where_nothing_is(live_server: LiveServer, watched: Watched) -> None:
    watched.page.goto(f"{live_server.url}{MISSING}")
    expect(watched.page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()

    assert_accessible(watched.page)


@pytest.fixture(scope="module")
def host(live_server: LiveServer) -> Iterator[StaticHost]:
    """The pages where nothing is handed to them: what the API says can be replaced."""
    with hosting(live_server.url) as host:
        yield host


GONE = {
    "status": 410,
    "title": "Gone",
    "reason": "superseded",
    "public_note": "Số liệu đã được tính lại.",
    "withdrawn_at": "2026-10-01T08:00:00+07:00",
    "superseded_by": None,
}
ALLOWED = {"Access-Control-Allow-Origin": "*"}


@WIDTHS
def test_what_was_withdrawn(host: StaticHost, watched: Watched) -> None:
    page = watched.page
    page.route(
        "**/v1/sites/*/articles/*",
        lambda route: route.fulfill(status=410, json=GONE, headers=ALLOWED),
    )

    page.goto(f"{host.url}{ARTICLE}")
    expect(page.get_by_role("heading", name="Nội dung đã được gỡ")).to_be_visible()

    assert_accessible(page)


@WIDTHS
@pytest.mark.parametrize("kind", ["home", "article", "calendar", "contact"])
def test_without_the_api(watched: Watched, live_server: LiveServer, kind: str) -> None:
    with hosting(NO_API) as host:
        watched.page.goto(f"{host.url}{address(live_server, kind)}")
        expect(watched.page.get_by_role("button", name="Thử lại")).to_be_visible()

        assert_accessible(watched.page)


@WIDTHS
@pytest.mark.parametrize("status", [400, 429])
def test_where_a_search_is_refused(host: StaticHost, watched: Watched, status: int) -> None:
    page = watched.page
    page.route("**/v1/search*", lambda route: route.fulfill(status=status, headers=ALLOWED))

    page.goto(f"{host.url}{SEARCH}")
    wait_until_shown(page)

    expect(page.locator(".search__status")).not_to_be_empty()
    assert_accessible(page)


@WIDTHS
def test_while_it_waits(host: StaticHost, watched: Watched) -> None:
    watched.page.route("**/v1/**", lambda route: None)

    watched.page.goto(f"{host.url}/thong-bao", wait_until="commit")
    expect(watched.page.get_by_text("Đang tải nội dung")).to_be_visible()

    assert_accessible(watched.page, waiting=True)


Change = Callable[[dict], dict]


def changed(page: Page, pattern: str, change: Change) -> None:
    """What the API says there, changed."""

    def fulfil(route):
        body = route.fetch().json()
        route.fulfill(json=change(body), headers=ALLOWED)

    page.route(pattern, fulfil)


def emptied(body: dict) -> dict:
    return {**body, "items": [], "next": None, "total": 0}


def without_content(home: dict) -> dict:
    empty = {name: [] for name in ("featured", "articles", "notices", "most_read")}
    days = [{**day, "entries": []} for day in home["calendar"]["days"]]
    calendar = {**home["calendar"], "days": days}
    return {**home, **empty, "banners": {"header": [], "sidebar": []}, "calendar": calendar}


EMPTIES: dict[str, tuple[str, str, Change]] = {
    "home": ("/", "**/v1/home*", without_content),
    "notices": ("/thong-bao?muc-do=important", "**/v1/notices*", emptied),
    "category": ("/chuyen-muc/khong-ten", "**/v1/articles*", emptied),
    "contact": ("/lien-he", "**/v1/officials*", emptied),
    "search": ("/tim-kiem?q=ho+so&loai=page", "**/v1/search*", emptied),
}


@WIDTHS
@pytest.mark.parametrize("name", EMPTIES)
def test_where_there_is_nothing_yet(host: StaticHost, watched: Watched, name: str) -> None:
    path, pattern, change = EMPTIES[name]
    changed(watched.page, pattern, change)

    watched.page.goto(f"{host.url}{path}")
    wait_until_shown(watched.page)

    assert_accessible(watched.page)


@WIDTHS
def test_with_two_emergencies(host: StaticHost, watched: Watched) -> None:
    page = watched.page
    changed(page, "**/v1/notices?*emergency*", lambda body: {**body, "items": body["items"] * 2})

    page.goto(f"{host.url}{EXPIRED}")
    wait_until_shown(page)

    expect(page.locator(".emergency").get_by_role("link")).to_have_count(2)
    assert_accessible(page)
