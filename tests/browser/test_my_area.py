"""Who says where they live sees its notices first, and is told of them, on this device alone."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from api.db import databases
from api.preparation import prepare
from api.runtime import clock, runtime
from api.runtime.outgoing.push_encryption import is_point
from api.settings import load
from tests import serving
from tests.api.push.devices import Device
from tests.api.push.devices import serving as push_service
from tests.api.runtime.strangers import NAME
from tests.browser.checks import wait_until_shown
from tests.browser.conftest import DEBIAN_CHROMIUMS, FLAGS
from tests.demo import LoadedDemo
from tests.serving import LiveServer

FLOOD = "/thong-bao/lu-ve-tren-song-hoa"
# This browser has no push service: one of ours takes its place, and all else is its own.
SERVICE = """(device) => {
  let found = null;
  const { prototype } = PushManager;
  prototype.getSubscription = async () => found;
  prototype.subscribe = async ({ applicationServerKey }) => {
    window.subscribedBy = [...applicationServerKey];
    found = {
      endpoint: device.endpoint,
      options: { applicationServerKey },
      toJSON: () => ({ ...device, expirationTime: null }),
      unsubscribe: async () => { found = null; return true; },
    };
    return found;
  };
}"""
SHOWN = """async () => {
  for (let tries = 0; tries < 500; tries += 1) {
    const [found] = await registration.getNotifications();
    if (found) return [found.title, found.tag, found.requireInteraction];
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
CLICK = """async () => {
  const [notification] = await registration.getNotifications();
  let opened = null;
  // Only a press of a person may open a window; what would be opened is told instead.
  clients.openWindow = async (path) => { opened = path; };
  dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  while (opened === null) await new Promise((done) => setTimeout(done, 20));
  return opened;
}"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory, demo: LoadedDemo) -> dict[str, str]:
    """A place of the demo, whose readers have our push service."""
    environ = serving.environment(
        tmp_path_factory.mktemp("area"), CONGXA_WORKERS="1", CONGXA_PUSH_HOSTS=NAME
    )
    demo.into(environ)
    return environ


@pytest.fixture(scope="module")
def portal(environ: dict[str, str]) -> Iterator[LiveServer]:
    """The demo at that place."""
    with serving.serving(environ) as server:
        yield server


@pytest.fixture(scope="module")
def whole(browser: Browser) -> Iterator[Browser]:
    """The whole of Chromium: the one without a window shows no notification."""
    path = os.environ.get("CHROMIUM") or DEBIAN_CHROMIUMS[-1]
    whole = browser.browser_type.launch(executable_path=path, args=FLAGS)
    yield whole
    whole.close()


@pytest.fixture
def phone(whole: Browser, portal: LiveServer) -> Iterator[BrowserContext]:
    """A phone that was never here."""
    phone = whole.new_context(viewport={"width": 360, "height": 640})
    phone.set_default_timeout(20_000)
    phone.grant_permissions(["notifications"], origin=portal.url)
    yield phone
    phone.close()


def chosen(page: Page, url: str, area: str) -> None:
    """Somebody says on the home page where they live, by keyboard."""
    page.goto(url)
    wait_until_shown(page)
    page.locator("[data-area-choice]").wait_for(state="attached")
    page.locator(".my-area summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Xóm của tôi").select_option(area)
    expect(page.locator(".my-area summary")).to_have_text(f"Xóm của tôi: {area}")


def test_the_notices_of_ones_area_come_first_until_it_is_forgotten(
    portal: LiveServer, phone: BrowserContext
) -> None:
    page = phone.new_page()
    first = page.locator(".home__notices .notice-list__item").first
    page.goto(portal.url)
    wait_until_shown(page)
    count, before = page.locator(".home__notices li.notice-list__item").count(), first.inner_text()

    chosen(page, portal.url, "Xóm 8")

    expect(first).to_contain_text("Xóm 8")
    expect(first).to_contain_text("14 thửa đất")
    expect(page.locator(".home__notices li.notice-list__item")).to_have_count(count)
    page.reload()
    expect(first).to_contain_text("14 thửa đất")
    page.goto(f"{portal.url}/thong-bao")
    expect(page.locator(".my-area summary")).to_have_text("Xóm của tôi: Xóm 8")
    page.locator(".my-area summary").click()
    page.get_by_role("link", name="Xóm 8", exact=True).click()
    page.wait_for_url("**/thong-bao?dia-ban=*")
    expect(page.locator(".notice-list__title")).to_have_count(1)
    page.locator(".my-area summary").click()
    page.get_by_label("Xóm của tôi").select_option("")
    expect(page.locator(".my-area summary")).to_have_text("Chọn xóm của bạn")
    page.goto(portal.url)
    wait_until_shown(page)
    expect(first).to_have_text(before, use_inner_text=True)


def test_what_is_offered_late_moves_no_link(portal: LiveServer, phone: BrowserContext) -> None:
    page, late = phone.new_page(), list[Route]()
    page.route(f"{portal.url}/v1", lambda route: late.append(route))
    page.goto(f"{portal.url}/thong-bao")
    page.locator("[data-area-choice]").wait_for(state="attached")
    with page.expect_request(f"{portal.url}/v1"):
        page.locator(".my-area summary").click()
    link = page.get_by_role("link", name="Xóm 8", exact=True)
    before = link.bounding_box()

    late[0].continue_()

    page.locator(".my-area__push > *").first.wait_for()
    assert link.bounding_box() == before


def test_without_scripts_each_area_is_a_link(portal: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal.url)

    page.locator(".my-area summary").click()
    page.get_by_role("link", name="Xóm 11", exact=True).click()

    expect(page.locator(".my-area summary")).to_have_text("Đang xem: Xóm 11")
    expect(page.locator(".notice-list__title")).to_have_count(2)
    context.close()


def test_a_browser_without_push_says_so(portal: LiveServer, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.add_init_script("delete window.PushManager")

    chosen(page, portal.url, "Xóm 3")

    expect(page.locator(".my-area__push")).to_contain_text("không nhận được thông báo đẩy")
    expect(page.locator(".my-area__push button")).to_have_count(0)


def told(environ: dict[str, str], device: Device, folder: Path) -> str:
    """What the job hands to the device's push service, as that device reads it."""
    runtime.begin()
    prepare(load(environ))
    try:
        with push_service(folder) as service:
            # The portal's own ticker has tried before, and found no such service.
            service.job.run(clock.now() + timedelta(minutes=5))
            (message,) = service.given
            return device.read(message.body).decode()
    finally:
        databases.close()
        runtime.begin()


def deliver(phone: BrowserContext, page: Page, origin: str, text: str) -> None:
    """Let the browser's worker have a message, as its push service would hand it over."""
    session = phone.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(
            each["registrationId"]
            for each in event["registrations"]
            if each["scopeURL"] == f"{origin}/"
        ),
    )
    session.send("ServiceWorker.enable")
    while not found:
        page.evaluate("1")  # What has come meanwhile is heard.
    said = {"origin": origin, "registrationId": found[-1], "data": text}
    session.send("ServiceWorker.deliverPushMessage", said)


def test_a_flood_reaches_a_phone_and_leads_to_its_page(
    environ: dict[str, str], portal: LiveServer, phone: BrowserContext, tmp_path: Path
) -> None:
    device, page = Device("dien-thoai"), phone.new_page()
    page.add_init_script(f"({SERVICE})({json.dumps(device.said())})")
    chosen(page, portal.url, "Xóm 3")
    page.get_by_role("button", name="Nhận tin khẩn và thông báo của Xóm 3 trên máy này").click()
    expect(page.locator(".my-area__push")).to_contain_text("Máy này đang nhận tin khẩn")
    assert is_point(bytes(page.evaluate("subscribedBy")))
    line: dict[str, Any] = {
        "key": "lu", "title": "Lũ về trên sông Hòa", "urgency": "emergency",
        "body_html": "<p>Lên nhà văn hóa xóm ngay.</p>",
    }  # fmt: skip
    (tmp_path / "notices.jsonl").write_text(json.dumps(line), "utf-8")
    serving.quick(environ, "import", str(tmp_path), "--site", "yen-hoa")

    text = told(environ, device, tmp_path)

    (worker,) = phone.service_workers
    deliver(phone, page, portal.url, text)
    shown = worker.evaluate(SHOWN)
    assert shown == ["Lũ về trên sông Hòa", json.loads(text)["tag"], True]
    assert worker.evaluate(CLICK) == FLOOD
    assert worker.evaluate("registration.getNotifications().then((all) => all.length)") == 0
    page.goto(f"{portal.url}{FLOOD}")
    expect(page.locator("h1")).to_have_text("Lũ về trên sông Hòa")


def test_what_was_chosen_is_ended_beside_it(portal: LiveServer, phone: BrowserContext) -> None:
    device, page = Device("may-khac"), phone.new_page()
    page.add_init_script(f"({SERVICE})({json.dumps(device.said())})")
    chosen(page, portal.url, "Xóm 3")
    page.get_by_role("button", name="Nhận tin khẩn").click()
    stop = page.get_by_role("button", name="Thôi nhận trên máy này")

    with page.expect_request(lambda request: request.method == "DELETE") as asked:
        stop.click()

    assert asked.value.url == f"{portal.url}/v1/push/subscriptions"
    assert asked.value.post_data_json == {"endpoint": device.endpoint}
    expect(page.get_by_role("button", name="Nhận tin khẩn")).to_be_focused()
