/** What every page does around its own content: words, banner, footer, and what to show when something fails. */
import { getMessages } from "../api/messages.js";
import { currentSite } from "../api/sites.js";
import { notFoundState, unreachableState, withdrawnState } from "../components/page-state/page-state.js";
import { siteFooter } from "../components/site-footer/site-footer.js";
import { siteHeader } from "../components/site-header/site-header.js";
import { config } from "../config.js";
import { setHtml } from "../lib/html.js";
import { translator } from "../lib/i18n.js";

/**
 * `load({site, i18n, main})` fetches and shows the page's own content. What `identify` finds is handed to it too:
 * an object whose `site` is the portal's identity.
 */
export async function start(load, identify = ownSite) {
  const main = document.querySelector("main");
  try {
    const i18n = translator(config.language, await getMessages(config.language));
    await attempt({ i18n, main }, { load, identify });
  } catch {
    // Not even the words came: the page itself holds a sentence for this.
    main.querySelector("[data-loading]")?.remove();
    main.querySelector("[data-fallback]")?.classList.add("is-shown");
  }
}

/** Show a view in `main`. */
export function show(main, view) {
  setHtml(main, view);
  main.removeAttribute("aria-busy");
  paintPlaceholders(main);
}

/** A small blurred copy behind each image until the image itself is there. */
export function paintPlaceholders(root) {
  for (const image of root.querySelectorAll("img[data-placeholder^='data:image/']")) {
    if (image.complete && image.naturalWidth) continue;
    // Set through the CSSOM: the content security policy refuses style attributes.
    image.style.backgroundImage = `url("${encodeURI(image.dataset.placeholder)}")`;
    image.addEventListener("load", () => image.style.removeProperty("background-image"), { once: true });
  }
}

/** `Title – Site` in the tab and the browser's history. */
export function setTitle(...parts) {
  document.title = parts.filter(Boolean).join(" – ");
}

async function ownSite() {
  return { site: await currentSite() };
}

async function attempt(context, page) {
  try {
    const found = await page.identify();
    showIdentity(found.site, context.i18n);
    await page.load({ ...context, ...found });
  } catch (error) {
    showFailure(context, error, () => attempt(context, page));
  }
}

function showIdentity(site, i18n) {
  setHtml(document.querySelector(".site-header"), siteHeader(site, i18n));
  setHtml(document.querySelector(".site-footer"), siteFooter(site, i18n));
}

function showFailure({ i18n, main }, error, retry) {
  // A page that arrived complete stays as it is when only its frame could not be had.
  if ("complete" in main.dataset) return;
  if (error.status === 404) return showMissing(main, notFoundState(i18n), i18n.t("missing.title"));
  if (error.status === 410) return showMissing(main, withdrawnState(error.problem, error.newer, i18n), i18n.t("withdrawn.title"));
  // A mistake of ours must be found by whoever looks at the console; a network failure is none.
  if (error.status === undefined) console.error(error);
  show(main, unreachableState(i18n));
  main.querySelector("[data-retry]").addEventListener("click", (event) => {
    event.target.disabled = true;
    retry();
  });
}

function showMissing(main, view, title) {
  setTitle(title);
  show(main, view);
  document.head.append(Object.assign(document.createElement("meta"), { name: "robots", content: "noindex" }));
}
