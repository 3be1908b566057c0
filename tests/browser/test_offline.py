"""Without a network what was read, and what must be known, is there; nothing withdrawn is."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests import serving
from tests.api.server.processes import eventually
from tests.browser.addresses import ARTICLE
from tests.browser.checks import FRONTEND, answer_of, wait_until_shown
from tests.demo import LoadedDemo
from tests.serving import LiveServer

EMERGENCY = "/thong-bao/cam-qua-ngam-tran-khe-cat"
NOTE = ".kept-copy"
NEVER = ("/desk/", "/docs", "/xem-truoc/khong-co", "/v1/sites", "/robots.txt", "/bai-viet/khong-co")
# What is kept, as soon as it is as it is told to be; what there is when that does not come.
KEPT = """async (wanted) => {
  for (let tries = 0; ; tries += 1) {
    const cache = await caches.open("congxa-1");
    const all = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    const isSo = wanted.every(([path, isThere]) => all.includes(path) === isThere);
    if (isSo || tries > 200) return all;
    await new Promise((done) => setTimeout(done, 100));
  }
}"""
GONE = """async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    const [there, names] = [await navigator.serviceWorker.getRegistration(), await caches.keys()];
    if (!there && !names.length) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
}"""
# In the visit in which it comes, another version has what the page that is open tells it.
REPLACED = """async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    const names = await caches.keys();
    const isAlone = names.length === 1 && names[0] === "congxa-2";
    const cache = isAlone && (await caches.open("congxa-2"));
    if (cache && (await cache.match("/thong-bao", { ignoreVary: true }))) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
}"""
# Its pictures are kept when a reader leaves: those that were seen. The first of them.
LEAVE = """async () => {
  const image = document.querySelector("main img[src*='/media/']");
  image.scrollIntoView();
  await image.decode();
  Object.defineProperty(document, "visibilityState", { value: "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
  return image.currentSrc;
}"""
MOVED = """async () => {
  const said = [];
  self.fetch = async (_url, { method, body }) => said.push([method, JSON.parse(body)]);
  while (!(await caches.has(TOLD))) await new Promise((done) => setTimeout(done, 20));
  const endpoint = "https://push.example/new";
  const newSubscription = { endpoint, toJSON: () => ({ endpoint, keys: { auth: "a" } }) };
  const oldSubscription = { endpoint: "https://push.example/old" };
  const event = new ExtendableEvent("pushsubscriptionchange");
  dispatchEvent(Object.assign(event, { newSubscription, oldSubscription }));
  while (said.length < 2) await new Promise((done) => setTimeout(done, 20));
  return said;
}"""
# Whatever is withdrawn, this goes on being sent as it was.
SENT_ON = """async (path) => {
  const text = await (await fetch(path)).text();
  const { fetch: rest } = self;
  const copy = () => new Response(text, { headers: { "content-type": "text/html" } });
  const sent = async () => Object.defineProperty(copy(), "type", { value: "basic" });
  self.fetch = (url, more) => (String(url).endsWith(path) ? sent() : rest(url, more));
}"""
TEXTS = """async () => {
  const all = await pages(await caches.open(CACHE));
  return Promise.all(all.map(({ copy }) => copy.text()));
}"""
AGED = """async ([path, days]) => {
  const cache = await caches.open(CACHE);
  const copy = await cache.match(path);
  const headers = new Headers(copy.headers);
  headers.set(KEPT_AT, String(Date.now() - days * DAY_MS));
  await cache.put(path, new Response(await copy.text(), { headers }));
}"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory, demo: LoadedDemo) -> dict[str, str]:
    """A place of the demo that these tests change."""
    environ = serving.environment(tmp_path_factory.mktemp("offline"), CONGXA_WORKERS="1")
    demo.into(environ)
    return environ


@pytest.fixture(scope="module")
def portal(environ: dict[str, str]) -> Iterator[LiveServer]:
    """The demo at that place."""
    with serving.serving(environ) as server:
        yield server


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that was never here."""
    phone = browser.new_context(viewport={"width": 360, "height": 640})
    phone.set_default_timeout(20_000)
    yield phone
    phone.close()


def visited(phone: BrowserContext, url: str, path: str = ARTICLE) -> Page:
    """A page was read, and the worker has fetched what it wants."""
    page = phone.new_page()
    page.goto(f"{url}{path}")
    wait_until_shown(page)
    kept(page, {"/icon.svg": True})
    return page


def kept(page: Page, wanted: dict[str, bool]) -> set[str]:
    paths: list[str] = page.evaluate(KEPT, list(wanted.items()))
    assert {path: path in paths for path in wanted} == wanted
    return set(paths)


def test_what_was_read_and_what_must_be_known_is_there(
    portal: LiveServer, phone: BrowserContext
) -> None:
    page = visited(phone, portal.url)
    picture = page.evaluate(LEAVE)
    kept(page, {urlsplit(picture).path: True})
    phone.set_offline(True)

    for path in (ARTICLE, "/", "/lien-he", "/thong-bao", EMERGENCY):
        page.goto(f"{portal.url}{path}")
        expect(page.locator(NOTE)).to_contain_text("Không có mạng. Bản lưu lúc")
        expect(page.locator("header[data-wired]")).to_be_attached()
        assert page.locator("main h1").first.text_content()
        if path == ARTICLE:
            shown = page.locator("main img[src*='/media/']").first
            assert shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    page.goto(f"{portal.url}/van-ban")
    expect(page.locator(NOTE)).to_contain_text("trang này chưa có bản lưu, đây là trang chủ")
    for path in ("/desk/", "/docs"):
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(f"{portal.url}{path}")


def test_a_copy_can_be_heard_and_printed(portal: LiveServer, phone: BrowserContext) -> None:
    phone.add_init_script("Object.assign(globalThis, { print: () => (globalThis.printed = true) })")
    page = visited(phone, portal.url)
    phone.set_offline(True)

    page.goto(f"{portal.url}{ARTICLE}")
    page.locator(".share[data-wired] [data-print]").click()
    page.locator("[data-listen]").click()

    page.wait_for_function("globalThis.printed")
    expect(page.locator("[data-share-status]")).to_contain_text("tiếng Việt")


def test_t14_only_whole_pages_of_readers_are_kept(
    portal: LiveServer, phone: BrowserContext
) -> None:
    page = visited(phone, portal.url)
    (worker,) = phone.service_workers

    worker.evaluate("(paths) => fetchAll(paths)", [*NEVER, "/tim-kiem?q=ho+so", "/van-ban"])

    paths = kept(page, {"/van-ban": True})
    assert not paths & {*NEVER, "/tim-kiem"}
    assert not [path for path in paths if path.startswith(("/v1", "/media"))]


def test_nothing_is_kept_for_longer_than_30_days(portal: LiveServer, phone: BrowserContext) -> None:
    page = visited(phone, portal.url)
    (worker,) = phone.service_workers
    worker.evaluate(AGED, ["/lien-he", 31])
    worker.evaluate(AGED, ["/thong-bao", 29])

    page.reload()

    kept(page, {"/lien-he": False, "/thong-bao": True})


def test_t14_another_version_leaves_nothing_of_the_one_before(
    portal: LiveServer, phone: BrowserContext
) -> None:
    before = phone.new_page()
    before.goto(f"{portal.url}/robots.txt")
    before.evaluate("caches.open('congxa-0').then((old) => old.put('/', new Response('old')))")

    page = visited(phone, portal.url)

    assert page.evaluate("caches.keys()") == ["congxa-1"]


def test_t14_whoever_is_told_of_notices_is_so_at_another_address_of_the_device(
    portal: LiveServer, phone: BrowserContext
) -> None:
    page = visited(phone, portal.url, "/lien-he")
    (worker,) = phone.service_workers
    told = {"api": portal.url, "site": "yen-hoa", "areas": ["Xóm 3"], "key": "k"}
    page.evaluate("told => navigator.serviceWorker.controller.postMessage({ told })", told)

    said = worker.evaluate(MOVED)

    new = {"endpoint": "https://push.example/new", "keys": {"auth": "a"}}
    assert said == [
        ["POST", {**new, "site": "yen-hoa", "areas": ["Xóm 3"]}],
        ["DELETE", {"endpoint": "https://push.example/old"}],
    ]


def test_t14_a_withdrawn_item_leaves_with_every_copy_that_names_it(
    portal: LiveServer, phone: BrowserContext
) -> None:
    article = answer_of(portal, f"/v1/sites/yen-hoa/articles/{ARTICLE.rsplit('/', 1)[1]}")
    page = visited(phone, portal.url)
    picture = urlsplit(page.evaluate(LEAVE)).path
    kept(page, {picture: True})
    serving.quick(portal.environ, "withdraw", article["id"], "--reason", "personal_data")

    page.goto(f"{portal.url}/lien-he")

    kept(page, {ARTICLE: False, picture: False, "/": True})
    (worker,) = phone.service_workers
    # What still answers is fetched anew, one page after the other.
    texts = eventually(lambda: len(found := worker.evaluate(TEXTS)) > 5 and found)
    assert not [text for text in texts if article["id"] in text or article["title"] in text]


@pytest.mark.parametrize(
    ("path", "items"),
    [
        ("/lich-lam-viec", "/v1/calendar/entries?from={today}&to={today}"),
        ("/", "/v1/banners?placement=header"),
        ("/van-ban", "/v1/legal-documents?limit=2"),
        ("/thong-bao", "/v1/notices?urgency=normal&limit=2"),
        ("/lien-he", "/v1/officials?limit=2"),
        ("/", "/v1/pages?limit=2"),
    ],
)
def test_t14_nothing_of_any_type_stays_in_a_copy_once_it_is_withdrawn(
    portal: LiveServer, phone: BrowserContext, path: str, items: str
) -> None:
    today = answer_of(portal, "/v1/home")["today"]["date"]
    item = answer_of(portal, items.format(today=today))["items"][-1]
    page = visited(phone, portal.url, path)
    (worker,) = phone.service_workers
    assert [text for text in worker.evaluate(TEXTS) if item["id"] in text]
    serving.quick(portal.environ, "withdraw", item["id"], "--reason", "personal_data")

    page.goto(f"{portal.url}/so-do-cong")

    eventually(lambda: not any(item["id"] in text for text in worker.evaluate(TEXTS)))


def test_t14_what_a_cache_in_between_still_sends_of_it_is_not_kept(
    portal: LiveServer, phone: BrowserContext
) -> None:
    notice = answer_of(portal, "/v1/notices?urgency=important&limit=1")["items"][0]
    path = f"/thong-bao/{notice['slug']}"
    page = visited(phone, portal.url, path)
    kept(page, {path: True})
    (worker,) = phone.service_workers
    worker.evaluate(SENT_ON, path)
    serving.quick(portal.environ, "withdraw", notice["id"], "--reason", "personal_data")

    page.goto(f"{portal.url}/lien-he")

    kept(page, {path: False, "/": True})
    worker.evaluate("path => fetchAll([path])", path)
    kept(page, {path: False})


def test_t14_a_new_version_and_the_switch_take_the_place_of_a_worker_in_one_visit(
    environ: dict[str, str], portal: LiveServer, phone: BrowserContext, tmp_path: Path
) -> None:
    page = visited(phone, portal.url, "/lien-he")
    serving.stop(portal)
    frontend = shutil.copytree(FRONTEND, tmp_path / "frontend")
    worker = frontend / "service-worker.js"
    worker.write_text(worker.read_text("utf-8").replace('VERSION = "1"', 'VERSION = "2"'), "utf-8")

    with serving.serving({**environ, "CONGXA_FRONTEND_DIR": str(frontend)}) as server:
        page.goto(f"{server.url}/thong-bao")
        assert page.evaluate(REPLACED)

    with serving.serving({**environ, "CONGXA_OFFLINE_PAGES": "0"}) as server:
        page.goto(f"{server.url}/lien-he")
        assert page.evaluate(GONE)
