"""Opens every kind of page of the demo in a real Chromium, as wide as a phone and as a desk."""

from playwright.sync_api import Browser, sync_playwright

from tests.browser.addresses import ARTICLE, EXPIRED, MISSING, NOTICE, SEARCH
from tests.browser.conftest import FLAGS, chromium
from tests.fresh.product import ask
from tests.no_skips import IS_CI

WIDTHS = (360, 1280)


def open_every_page(url: str) -> None:
    """Open each; an AssertionError lists what any of them complained about."""
    path = chromium()
    if path is None:
        assert not IS_CI, "there is no Chromium"
        print("  no Chromium: the pages were not opened")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        faults = [
            fault
            for address, status in _addresses().items()
            for width in WIDTHS
            for fault in _faults(browser, url + address, status, width)
        ]
        browser.close()
    assert faults == []


def _addresses() -> dict[str, int]:
    """A page of each kind, and its status."""
    category = ask("/v1/categories").json["items"][0]["slug"]  # type: ignore[index]
    page = ask("/v1/pages").json["items"][0]["slug"]  # type: ignore[index]
    found = ("/", ARTICLE, f"/chuyen-muc/{category}", "/thong-bao", NOTICE, EXPIRED)
    found += ("/lich-lam-viec", f"/trang/{page}", "/lien-he", SEARCH, "/docs")
    return {**dict.fromkeys(found, 200), MISSING: 404}


def _faults(browser: Browser, address: str, status: int, width: int) -> list[str]:
    faults: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "response", lambda one: one.status >= 400 and faults.append(f"{one.status} {one.url}")
        )
        answer = page.goto(address, wait_until="networkidle")
        if answer is None or answer.status != status:
            faults.append(f"status {answer and answer.status}")
        if "/docs" not in address and not page.locator("h1").first.is_visible():
            faults.append("no heading is to be seen")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if "/docs" not in address and wide > width:
            faults.append(f"{wide} px wide")
    expected = {f"404 {address}"} if status == 404 else set()
    return [f"{address} at {width}: {fault}" for fault in faults if fault not in expected]
