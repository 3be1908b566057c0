"""A page is the same whoever fills it: its markup in the server is that of a browser's scripts."""

from difflib import unified_diff
from itertools import cycle
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.addresses import EVERY, address
from tests.browser.checks import PAGES
from tests.browser.conftest import Watched
from tests.serving import LiveServer

# A parsed tree as lines, without what only scripts do: they mark what they have wired, paint behind
# a picture that is not there yet, say how long ago it was, and ask where somebody lives.
LINES = """(main) => {
  const isTold = ({ name }) => name !== "data-wired" && name !== "style";
  const lines = (node, depth) => {
    const text = node.nodeType === Node.TEXT_NODE && node.data.replace(/\\s+/g, " ").trim();
    if (text) return [depth + text];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    if (node.matches(".my-area__form, .my-area__push, time[data-ago]")) return [];
    const attributes = [...node.attributes].filter(isTold);
    const told = attributes.map(({ name, value }) => `${name}=${value}`).sort();
    const own = `${depth}<${[node.localName, ...told].join(" ")}>`;
    return [own, ...[...node.childNodes].flatMap((child) => lines(child, `${depth} `))];
  };
  return [...main.childNodes].flatMap((child) => lines(child, ""));
}"""
PARSED = f"""(html) => {{
  const page = new DOMParser().parseFromString(html, "text/html");
  return ({LINES})(page.querySelector("main"));
}}"""


def test_every_page_has_the_same_markup_in_server_and_browser(
    live_server: LiveServer, watched: Watched
) -> None:
    asked: list[str] = []
    # A notice's code is a picture.
    watched.page.on("request", lambda sent: sent.resource_type == "image" or asked.append(sent.url))
    parser = watched.page.context.new_page()
    # A language is the same all over a page: each is looked at in one of them.
    paths = dict(zip((address(live_server, kind) for kind in EVERY), cycle(("vi", "en"))))

    differ = {
        path: differences(live_server, watched.page, parser, path, paths[path]) for path in paths
    }

    assert differ == {path: [] for path in paths}
    assert [url for url in asked if "/v1/" in url and not url.endswith("/v1/views")] == []
    seen = [PAGES.at(urlsplit(path).path) for path in paths]
    assert {page.name for page in PAGES if page.at} == {found[0].name for found in seen if found}


def differences(
    server: LiveServer, page: Page, parser: Page, path: str, language: str
) -> list[str]:
    """Lines of `main` that are others once the scripts have run."""
    mark = "&" if "?" in path else "?"
    answer = page.goto(f"{server.url}{path}{mark}lang={language}", wait_until="commit")
    assert answer
    before = parser.evaluate(PARSED, answer.text())
    expect(page.locator("main[data-wired]")).to_be_attached()
    after = page.locator("main").evaluate(LINES)
    assert len(before) > 9, path
    return [*unified_diff(before, after, "server", "browser", n=0, lineterm="")]
