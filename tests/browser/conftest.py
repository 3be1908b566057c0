"""A real Chromium for tests of the pages, and a page that remembers what went wrong in it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from tests import serving
from tests.demo import LoadedDemo, people_of
from tests.no_skips import IS_CI
from tests.serving import LiveServer

# The one without a window is the same browser for a third less of the processor's time.
DEBIAN_CHROMIUMS = ("/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]

# Set before any script of the page runs; a refused policy is reported here and nowhere else.
WATCH_POLICY = """
window.policyReports = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.policyReports.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
});
"""

# What a worker fetches passes tests by that look at requests, or answer them.
NO_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"


@dataclass
class Watched:
    """A page, and everything in it that a visitor's browser would have complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def policy_reports(self) -> list[str]:
        """What the content security policy has refused since the page was opened."""
        reports: list[str] = self.page.evaluate("window.policyReports")
        return reports


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests of a process."""
    path = chromium()
    if path is None:
        reason = "no Chromium: install one, or name it in CHROMIUM"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def people(
    tmp_path_factory, demo: LoadedDemo
) -> Iterator[tuple[LiveServer, dict[str, tuple[str, str]]]]:
    """A demo for all tests of the desk, and its two people: address and password by role."""
    environ = serving.environment(tmp_path_factory.mktemp("desk"), CONGXA_WORKERS="1",
                                  CONGXA_RATE_LIMITS="0")  # fmt: skip
    people = people_of(demo.into(environ))
    with serving.serving(environ) as server:
        yield server, people


@pytest.fixture
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A fresh page without history or cache, as wide as the test's parameter says (360)."""
    width = getattr(request, "param", 360)
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(WATCH_POLICY)
    context.add_init_script(NO_WORKER)
    watched = Watched(context.new_page())
    watched.page.set_default_timeout(15_000)
    _listen(watched)
    yield watched
    context.close()


def chromium() -> str | None:
    """The Chromium to drive: as told, Debian's, or one on the path."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    there = next((each for each in DEBIAN_CHROMIUMS if Path(each).exists()), None)
    return there or shutil.which("chromium") or shutil.which("chromium-browser")


def _listen(watched: Watched) -> None:
    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watched.complaints.append(message.text)

    def response(answer: Response) -> None:
        if answer.status >= 400:
            watched.refused.append(f"{answer.status} {answer.url}")

    watched.page.on("console", console)
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("response", response)
