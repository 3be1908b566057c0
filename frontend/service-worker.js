/*
 * What was read last, and what must be known in an emergency, for when there is no network. It answers pages of readers
 * alone, the network first; a copy says how old it is, none is older than 30 days, and whatever is withdrawn takes all
 * copies with it that may show it. It shows what this device is to be told. `IS_ON` is the switch: off, it clears everything and goes.
 */
const IS_ON = true;
const VERSION = "1";
const PREFIX = "congxa-";
const CACHE = PREFIX + VERSION;
const STATE = "/service-worker.js?state";
const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;
const MOST_READ = 12;
const MOST_NOTICES = 10;
/** Pages that are kept whether they were read or not. */
const BASICS = ["/", "/lien-he", "/thong-bao"];
const MARK = "/icon.svg";
const ICON = "/icons/192.png";
const NEVER = /^\/(?:desk|authoring|xem-truoc|docs|v1|feeds|media)(?:\/|$)/;
/** Where and for what this device asked to be told; it outlives a version. */
const TOLD = "congxa-told";
const PICTURE = /^\/media\/[0-9a-f]{40}\.(?:avif|webp|jpe?g|png)$/;
const MOST_PICTURES = 60;
const SCRIPT = /\/joined\/[\w-]+\.[0-9a-f]{16}\.js/;
/** What a page is heard and printed by. */
const OF_BAR = /\/joined\/[\w-]+-(?:tools|speech)\.[0-9a-f]{16}\.js/;
/** A copy is for whoever comes, whatever their browser says that it takes. */
const ANY = { ignoreVary: true };
const KEPT_AT = "x-kept-at";
const BASIC = "x-kept-basic";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => IS_ON && event.waitUntil(take(event.data)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (!IS_ON || request.method !== "GET" || origin !== self.location.origin) return;
  if (request.destination === "image" && PICTURE.test(pathname)) event.respondWith(picture(request));
  if (NEVER.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (SCRIPT.test(pathname)) event.respondWith(script(request));
  else if (pathname === MARK) event.respondWith(mark(request));
});

self.addEventListener("pushsubscriptionchange", (event) => IS_ON && event.waitUntil(subscribeAnew(event)));
self.addEventListener("push", (event) => IS_ON && event.waitUntil(notify(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** Whoever wrote it, what is pressed leads to a page of this portal. */
async function notify(data) {
  const { title, url, tag, urgent } = messageIn(data);
  const path = new URL(url, self.location.origin).pathname;
  return self.registration.showNotification(title, { tag, data: path, icon: ICON, lang: "vi", requireInteraction: Boolean(urgent) });
}

/** Something must be shown in any case: else browsers say themselves that this page ran unseen. */
function messageIn(data) {
  const usual = { title: "Có thông báo mới", url: "/thong-bao", tag: "thong-bao" };
  try {
    return { ...usual, ...data.json() };
  } catch {
    return usual;
  }
}

/** A push service may change the address of a device; the portal learns of it without a visit. */
async function subscribeAnew({ oldSubscription, newSubscription }) {
  const kept = await (await caches.open(TOLD)).match(STATE);
  if (!kept) return;
  const { api, site, areas, key } = await kept.json();
  const found = newSubscription || (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = found.toJSON();
  await say("POST", api, { endpoint, keys, site, areas });
  if (oldSubscription && oldSubscription.endpoint !== endpoint) await say("DELETE", api, { endpoint: oldSubscription.endpoint });
}

function say(method, api, said) {
  return fetch(`${api}/v1/push/subscriptions`, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(said) });
}

async function open(path) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find(({ url }) => new URL(url).pathname === path);
  return there ? there.focus() : self.clients.openWindow(path);
}

/** A new version begins with nothing, in the visit in which it comes. */
async function takeOver() {
  await dropOthers();
  await self.clients.claim();
  if (!IS_ON) await self.registration.unregister();
}

/** Again and again: the version before may be at work still, and would leave behind what nobody looks at. */
async function dropOthers() {
  const isOwn = (name) => IS_ON && [CACHE, TOLD].includes(name);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !isOwn(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function page(event) {
  const { url, headers } = event.request;
  // What a cache in between has held for a minute may have been withdrawn since. A redirect is for the browser to follow.
  const answer = await fetch(url, { cache: "no-cache", redirect: "manual", headers: { accept: headers.get("accept") } }).catch(() => null);
  if (answer && answer.status < 500) {
    event.waitUntil(keep(url, answer.clone()).then(catchUp));
    return answer;
  }
  return (await copyOf(url)) || answer || (await copyOf(new URL("/", url).href, true)) || Response.error();
}

/** Its name says what is in it: there is no newer one. */
async function script(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, ANY)) || fetch(request);
}

/** As a page names it, it is the same for good. */
async function picture(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request.url, ANY)) || fetch(request);
}

async function mark(request) {
  const cache = await caches.open(CACHE);
  return fetch(request).catch(async () => (await cache.match(MARK, ANY)) || Response.error());
}

async function take(message) {
  if (message.pictures) return keepPictures(message.pictures);
  if ("told" in message) return keepTold(message.told);
  return begin(message);
}

async function keepTold(told) {
  if (told) await (await caches.open(TOLD)).put(STATE, new Response(JSON.stringify(told)));
  else await caches.delete(TOLD);
}

/** They were fetched just now: they come from the browser's own cache. */
async function keepPictures(addresses) {
  const cache = await caches.open(CACHE);
  const own = addresses.map((each) => new URL(each)).filter(({ origin, pathname }) => origin === self.location.origin && PICTURE.test(pathname));
  await Promise.all(own.map(async ({ href }) => {
    if (await cache.match(href, ANY)) return;
    const answer = await fetch(href).catch(() => null);
    const isPicture = answer && answer.status === 200 && answer.type === "basic" && /^image\//.test(answer.headers.get("content-type"));
    if (isPicture) await cache.put(href, answer);
  }));
  await clear(cache);
}

/** A page says whose site it is of, where its API is, and which one it is; the basics are fetched once a day. */
async function begin({ site, api, path }) {
  const state = await stateOf();
  if (!state || state.site !== site) await save({ site, api, at: 0, cursor: await now(site, api) });
  await fetchAll([path]);
  await catchUp();
  await fetchBasics();
}

async function fetchBasics() {
  const state = await stateOf();
  if (!state || Date.now() - state.at < DAY_MS) return;
  await save({ ...state, at: Date.now() });
  const query = new URLSearchParams({ site: state.site, active: "true", limit: MOST_NOTICES, fields: "slug" });
  const notices = await json(`${state.api}/v1/notices?${query}`);
  const slugs = notices && Array.isArray(notices.items) ? notices.items.map(({ slug }) => `/thong-bao/${slug}`) : [];
  await fetchAll([...BASICS, ...slugs], true);
  await caches.open(CACHE).then((cache) => cache.add(MARK)).catch(() => {});
}

/** What has changed since: corrected pages are fetched anew, and after a withdrawal all of them, for any may name it. */
async function catchUp() {
  const state = await stateOf();
  if (!state) return;
  const query = new URLSearchParams({ site: state.site, cursor: state.cursor, limit: 100 });
  const told = await json(`${state.api}/v1/changes?${query}`);
  if (told === null) return;
  if (!Array.isArray(told.items) || told.more) {
    // Too much has happened, or nobody can tell what.
    await save({ ...state, cursor: await now(state.site, state.api) });
    return renew(() => true);
  }
  const isGone = told.items.some(({ op }) => op !== "upsert");
  await save({ ...state, cursor: told.cursor, gone: goneAfter(told.items, state.gone) });
  await renew((text) => isGone || told.items.some(({ id }) => text.includes(id)));
}

/** When what was withdrawn was heard of, by its id; as long as a cache in between may still send a page that names it. */
function goneAfter(items, before) {
  const gone = new Map(Object.entries(before || {}).filter(([, at]) => Date.now() - at < DAY_MS));
  for (const { id, op } of items) {
    if (op === "upsert") gone.delete(id);
    else gone.set(id, Date.now());
  }
  return Object.fromEntries(gone);
}

/** Copies that are too old go, and so do those that `isStale` by their text; of these comes a new one, if there is one. */
async function renew(isStale) {
  const cache = await caches.open(CACHE);
  const copies = (await pages(cache)).map(async ({ request, copy }) => {
    if (Date.now() - copy.headers.get(KEPT_AT) > KEPT_MS) return cache.delete(request);
    if (!isStale(await copy.clone().text())) return null;
    await cache.delete(request);
    return fetchAll([request.url], copy.headers.has(BASIC));
  });
  await Promise.all(copies);
  await clear(cache);
}

async function fetchAll(addresses, isBasic = false) {
  for (const address of addresses) {
    const url = new URL(address, self.location.origin);
    if (NEVER.test(url.pathname)) continue;
    const answer = await fetch(url.href, { cache: "no-cache" }).catch(() => null);
    if (answer) await keep(url.href, answer, isBasic);
  }
}

/** Only whole pages of this origin; what is no longer there takes its copy away. A search is nobody's business. */
async function keep(address, answer, isBasic = false) {
  const url = new URL(address);
  if (url.search && !/^\?lang=\w+$/.test(url.search)) return;
  const cache = await caches.open(CACHE);
  const name = url.origin + url.pathname + url.search;
  const isPage = (answer.headers.get("content-type") || "").startsWith("text/html");
  if (answer.status === 404 || answer.status === 410) await cache.delete(name);
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected || !isPage) return;
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const isWanted = isBasic || BASICS.includes(url.pathname);
  if (isWanted) headers.set(BASIC, "1");
  const text = await answer.text();
  const state = await stateOf();
  if (state && Object.keys(state.gone || {}).some((id) => text.includes(id))) return isWanted && save({ ...state, at: 0 });
  await cache.put(name, new Response(text, { headers }));
  await keepScript(cache, text);
  await clear(cache);
}

/** The script that a page names, and those of the bar that scripts name. */
async function keepScript(cache, text, wanted = SCRIPT) {
  const found = wanted.exec(text);
  if (!found) return;
  const kept = await cache.match(found[0], ANY);
  const answer = kept || (await fetch(found[0]).catch(() => null));
  const isFinal = answer && answer.status === 200 && answer.type === "basic" && (answer.headers.get("cache-control") || "").includes("immutable");
  if (!isFinal) return;
  if (!kept) await cache.put(found[0], answer.clone());
  await keepScript(cache, await answer.text(), OF_BAR);
}

/** Of what was only read the last stay, and of scripts and pictures those that a copy or a script names. */
async function clear(cache) {
  await dropOthers();
  const all = await pages(cache);
  const read = all.filter(({ copy }) => !copy.headers.has(BASIC)).sort((a, b) => b.copy.headers.get(KEPT_AT) - a.copy.headers.get(KEPT_AT));
  await Promise.all(read.slice(MOST_READ).map(({ request }) => cache.delete(request)));
  const parts = (await cache.keys()).filter(({ url }) => SCRIPT.test(url) || PICTURE.test(new URL(url).pathname));
  const scripts = await Promise.all(parts.filter(({ url }) => SCRIPT.test(url)).map((request) => cache.match(request, ANY)));
  const naming = [...all.map(({ copy }) => copy.clone()), ...scripts.filter(Boolean)];
  const texts = await Promise.all(naming.map((each) => each.text()));
  const isIdle = ({ url }) => !texts.some((text) => text.includes(new URL(url).pathname));
  const pictures = parts.filter((request) => PICTURE.test(new URL(request.url).pathname) && !isIdle(request));
  await Promise.all([...parts.filter(isIdle), ...pictures.slice(0, -MOST_PICTURES)].map((request) => cache.delete(request)));
}

async function pages(cache) {
  const all = await Promise.all((await cache.keys()).map(async (request) => ({ request, copy: await cache.match(request, ANY) })));
  return all.filter(({ copy }) => copy && copy.headers.has(KEPT_AT));
}

/** A copy says when it was made, before anything else of it is read, and if another page was asked for. */
async function copyOf(address, isOther = false) {
  const { origin, pathname, search } = new URL(address);
  const copy = await (await caches.open(CACHE)).match(origin + pathname + search, ANY);
  const at = copy && Number(copy.headers.get(KEPT_AT));
  if (!copy || Date.now() - at > KEPT_MS) return null;
  const text = await copy.text();
  const headers = new Headers(copy.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(text.replace("<main", `${note(at, text.includes('<html lang="en"'), isOther)}<main`), { headers });
}

function note(at, isEnglish, isOther) {
  // Viet Nam has one time, whatever the device's is.
  const [date, time] = new Date(at + 7 * 3_600_000).toISOString().split("T");
  const when = `${time.slice(0, 5)} ${date.split("-").reverse().join("/")}`;
  const [instead, saved] = isEnglish ? ["no copy of that page, this is the home page. ", "Copy saved at"] : ["trang này chưa có bản lưu, đây là trang chủ. ", "Bản lưu lúc"];
  const words = `${isEnglish ? "No network" : "Không có mạng"}${isOther ? `: ${instead}` : ". "}${saved} ${when}.`;
  return `<p class="kept-copy" role="status">${words}</p>`;
}

async function now(site, api) {
  const told = await json(`${api}/v1/changes?${new URLSearchParams({ site, cursor: "now" })}`);
  return (told && told.cursor) || "";
}

async function stateOf() {
  const kept = await (await caches.open(CACHE)).match(STATE);
  return kept ? kept.json() : null;
}

async function save(state) {
  await (await caches.open(CACHE)).put(STATE, new Response(JSON.stringify(state)));
}

/** What the API says, problems included; null where no answer of its own came. */
async function json(address) {
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  const isJson = answer && /^application\/(?:problem\+)?json/.test(answer.headers.get("content-type") || "");
  if (!isJson || answer.status >= 500 || answer.status === 429) return null;
  return answer.json().catch(() => null);
}
