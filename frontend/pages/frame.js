/** What every page does around its own content: words, head and foot, and what to show when something fails. */
import { apiOrigin, hand } from "../api/client.js";
import { currentSite, getMessages } from "../api/sites.js";
import { keptNote, unreachableState, withdrawnState } from "../components/page-state/page-state.js";
import { dayAt } from "../lib/dates.js";
import { appendHtml, setHtml } from "../lib/html.js";
import { translator } from "../lib/i18n.js";
import { queryOf, slugOf } from "./address.js";
import { chosenLanguage, keepLanguage } from "./reader.js";
import { surround } from "./surroundings.js";

const SLOW_MS = 6_000;
const title = { parts: [], site: null };

/**
 * `load({site, i18n, main, frame, visit})` fetches and shows the page's own content: `site` is the site's slug, `frame`
 * holds promises of what stands around every page: the site's `identity`, its `categories` and its standing `pages`;
 * `visit` is what views know of a request, here as on a server: `{site, slug, query, today, now, api}`.
 */
export async function start(load) {
  const main = document.querySelector("main");
  try {
    takeHanded();
    const language = chosenLanguage();
    const i18n = translator(language, await words(language));
    document.documentElement.lang = language;
    await attempt({ i18n, main }, load);
  } catch {
    // Not even the words came: what is in the page stays, with its own sentence for this.
    main.querySelector("[data-loading]")?.remove();
    main.querySelector("[data-fallback]")?.classList.add("is-shown");
  }
}

/** Show a view in `main`. */
export function show(main, view, i18n) {
  setHtml(main, view);
  main.dataset.wired = "";
  main.removeAttribute("aria-busy");
  settle(main, i18n);
}

/** What new markup still needs: placeholders, and the language in its links. */
export function settle(root, i18n) {
  paintPlaceholders(root);
  keepLanguage(root, i18n.language);
  if (root.querySelector("[data-ago]")) import("./ago.js").then(({ tellAgo }) => tellAgo(i18n)).catch(() => {});
}

/** `Title – Site` in the tab and the browser's history. The site's name follows when it is known. */
export function setTitle(...parts) {
  title.parts = parts;
  document.title = [...parts, title.site].filter(Boolean).join(" – ") || document.title;
}

/** A small blurred copy behind each image until it is there. */
function paintPlaceholders(root) {
  for (const image of root.querySelectorAll("img[data-placeholder^='data:image/']")) {
    if (image.complete && image.naturalWidth) continue;
    // Set through the CSSOM: the content security policy refuses style attributes.
    image.style.backgroundImage = `url("${encodeURI(image.dataset.placeholder)}")`;
    image.addEventListener("load", () => image.style.removeProperty("background-image"), { once: true });
  }
}

/** The API's answers may have come with the page; something else in their place is as if none had. */
function takeHanded() {
  try {
    hand(JSON.parse(document.querySelector("#handed").textContent));
  } catch {
    // Everything is fetched.
  }
}

/** Vietnamese ones come in any case: the page has asked for them before it knew the language. */
async function words(language) {
  const found = await Promise.all([...new Set(["vi", language])].map(getMessages));
  return Object.assign({}, ...found);
}

async function attempt(context, load) {
  const slow = setTimeout(() => tellSlow(context), SLOW_MS);
  try {
    const site = await currentSite();
    await pause();
    const frame = surround(site, context.i18n);
    frame.identity.then(({ name }) => {
      title.site = name;
      setTitle(...title.parts);
    }, () => {});
    await pause();
    await load({ ...context, site, frame, visit: visitOf(site) });
    import("./offline.js").then((worker) => worker.keepOffline(site)).catch(() => {});
  } catch (error) {
    showFailure(context, error, () => attempt(context, load));
  } finally {
    clearTimeout(slow);
  }
}

/** A turn for whoever presses something: with all answers at hand the start of a page would be one long task. */
function pause() {
  const { port1, port2 } = new MessageChannel();
  port2.postMessage(0);
  // A timer would let a page in the background wait.
  return new Promise((resolve) => (port1.onmessage = resolve)).then(() => port1.close());
}

function visitOf(site) {
  const { pathname, search } = location;
  const now = Date.now();
  return { site, slug: slugOf(pathname), query: queryOf(search), today: dayAt(now), now: new Date(now).toISOString(), api: apiOrigin() };
}

function tellSlow({ i18n, main }) {
  const loading = main.querySelector("[data-loading]");
  if (loading) loading.textContent = i18n.t("state.slow");
}

function showFailure({ i18n, main }, error, retry) {
  if (error.status === 404) return showNothing(main, i18n);
  if (error.status === 410) return showMissing(main, withdrawnState(error.problem, error.newer, i18n), i18n, "withdrawn.title");
  // A mistake of ours must be found by whoever looks at the console; a network failure is none.
  if (error.status === undefined) console.error(error);
  if (isFilled(main)) keepWhatIsThere(main, i18n);
  else show(main, unreachableState(i18n), i18n);
  const button = main.querySelector("[data-retry]");
  // Not one more handler each time: the button may be the same.
  if (button) button.onclick = () => {
    button.disabled = true;
    retry();
  };
}

/** Something to read is there already: from the server, or from before. */
function isFilled(main) {
  return main.dataset.complete !== undefined || !main.querySelector("[data-loading], [data-unreachable]");
}

function keepWhatIsThere(main, i18n) {
  main.removeAttribute("aria-busy");
  main.querySelector("[data-kept]")?.remove();
  if (main.dataset.complete === undefined) appendHtml(main, keptNote(i18n));
}

async function showNothing(main, i18n) {
  const { missing } = await import("./missing.js");
  showMissing(main, await missing(main, i18n), i18n, "missing.title");
}

function showMissing(main, view, i18n, key) {
  setTitle(i18n.t(key));
  show(main, view, i18n);
  document.head.append(Object.assign(document.createElement("meta"), { name: "robots", content: "noindex" }));
}
