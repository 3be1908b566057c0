"""First visits to pages of running portals, by a cheap phone on a slow line: their medians."""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.addresses import ARTICLE, NOTICE
from tests.browser.conftest import FLAGS, chromium

KB = 1_024
# Bytes a second and seconds before each answer.
LINES = {"slow-3g": (50 * KB, 2.0), "fast-3g": (180 * KB, 0.5625)}
CPU_SLOWER = 4
LONGEST_SECONDS = 60
PAGES = {
    "home": "/",
    "article": ARTICLE,
    "notice": NOTICE,
    "calendar": "/lich-lam-viec",
}
# Ready is when the first control of the head opens what it is for.
WATCH = """
window.seen = { ready: null, largest: 0 };
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) seen.largest = startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
const watch = setInterval(() => {
  const control = document.querySelector("header [aria-controls]");
  // Before its scripts it is a link, which would lead away.
  if (control?.getAttribute("role") !== "button") return;
  control.click();
  if (control.getAttribute("aria-expanded") !== "true") return;
  seen.ready = performance.now();
  clearInterval(watch);
}, 50);
"""
TIMES = """() => ({
  ...seen, painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
})"""


def main() -> None:
    """Read the command line, visit, and print a line for each portal and page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("portals", nargs="+", metavar="URL", help="visited in turns")
    parser.add_argument("--line", choices=LINES, default="slow-3g")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, path in PAGES.items():
            visits = {url: list[Mapping[str, float]]() for url in asked.portals}
            for _ in range(asked.rounds):
                for url in asked.portals:
                    visits[url].append(_visit(browser, url + path, LINES[asked.line]))
            for url in asked.portals:
                print(json.dumps({"page": name, "portal": url, **_medians(visits[url])}))
        browser.close()


def _visit(browser: Browser, address: str, line: tuple[int, float]) -> Mapping[str, float]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2,
                                  is_mobile=True, has_touch=True,
                                  ignore_https_errors=True)  # fmt: skip
    page = context.new_page()
    page.add_init_script(WATCH)
    requests, size = list[str](), list[int]()
    session = context.new_cdp_session(page)
    _slow_down(session, line)
    session.on("Network.requestWillBeSent", lambda sent: requests.append(sent["request"]["url"]))
    session.on("Network.loadingFinished", lambda done: size.append(done["encodedDataLength"]))
    page.goto(address, wait_until="commit", timeout=LONGEST_SECONDS * 1_000)
    times = _times(page)
    context.close()
    of_network = [each for each in requests if urlsplit(each).scheme.startswith("http")]
    return {"requests": len(of_network), "kb": sum(size) / KB, **times}


def _slow_down(session: CDPSession, line: tuple[int, float]) -> None:
    throughput, latency = line
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": latency * 1_000,
        "downloadThroughput": throughput, "uploadThroughput": throughput,
    })  # fmt: skip
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})


def _times(page: Page) -> Mapping[str, float]:
    """Seconds until it was painted, the largest of it was, and it answered; once all is quiet."""
    end = time.monotonic() + LONGEST_SECONDS
    while not page.evaluate("seen.ready"):
        if time.monotonic() > end:
            raise SystemExit(f"{page.url}: not ready after {LONGEST_SECONDS} s")
        time.sleep(0.1)
    page.wait_for_load_state("networkidle", timeout=LONGEST_SECONDS * 1_000)
    time.sleep(0.5)
    times = page.evaluate(TIMES)
    return {name: times[name] / 1_000 for name in ("painted", "largest", "ready")}


def _medians(visits: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    return {name: round(median(each[name] for each in visits), 2) for name in visits[0]}


if __name__ == "__main__":
    main()
