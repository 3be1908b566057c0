/** The home page in a browser: what it says of today stays true, and older articles come on demand. */
import { listArticles, nextPage } from "../api/articles.js";
import { getHome } from "../api/home.js";
import { moreItems } from "../components/article-list/article-list.js";
import { homeSide } from "../components/home/home.js";
import { todayView } from "../components/today/today.js";
import { dayAt } from "../lib/dates.js";
import { appendHtml, html, setHtml } from "../lib/html.js";
import { nextTurn } from "../lib/today.js";
import { setTitle, settle, show, start } from "./frame.js";
import { home as own, NEWEST } from "./home.js";

start(async ({ site, i18n, main, visit }) => {
  const home = await getHome({ site });
  setTitle();
  show(main, own.view({ home }, i18n, visit), i18n);
  wireMore(main, home, i18n);
  keepToday(main, home, i18n);
  if (home.site.areas.length) import("./my-area.js").then(({ leadWith, wireArea }) => wireArea(main, home.site, i18n, leadWith(main, home, i18n)), () => {});
});

/** What is said of today is corrected when it turns, in a copy of yesterday and in a page that slept; the week when a day does. */
function keepToday(main, home, i18n) {
  const [today, side] = ["[data-today]", ".home__side"].map((name) => main.querySelector(name));
  let timer = null;
  const refresh = async () => {
    const isOld = home.today.date !== dayAt(Date.now());
    // On failure what is known of another day is better than nothing.
    if (isOld) home = await getHome({ site: home.site.slug }).catch(() => home);
    const now = Date.now();
    if (today) say(today, todayView(home, now, i18n) || html``, i18n);
    if (isOld) say(side, homeSide(home, now, i18n), i18n);
    clearTimeout(timer);
    timer = setTimeout(refresh, nextTurn(home, now) - now);
  };
  refresh();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
}

function say(place, view, i18n) {
  setHtml(place, view);
  settle(place, i18n);
}

function wireMore(main, home, i18n) {
  const button = main.querySelector("[data-list-more]");
  const pages = olderPages(home);
  if (button) button.onclick = async () => {
    button.disabled = true;
    await addPage(main, pages, i18n);
    button.disabled = false;
    button.hidden = pages.areOver;
  };
}

/** Older articles, page by page, without those that are shown already; a page that fails is tried again. */
function olderPages({ site, featured, articles }) {
  const shown = new Set([...featured, ...articles].map(({ id }) => id));
  // The home page tells no cursor: the first page begins with what is on it.
  let load = () => listArticles({ site: site.slug, limit: articles.length + NEWEST });
  return {
    areOver: false,
    async take() {
      const page = await load();
      const older = page.items.filter(({ id }) => !shown.has(id));
      older.forEach(({ id }) => shown.add(id));
      this.areOver = page.next === null;
      load = () => nextPage(page.next);
      return older;
    },
  };
}

/** On failure what is shown is kept. */
async function addPage(main, pages, i18n) {
  const status = main.querySelector("[data-list-status]");
  try {
    const older = await pages.take();
    status.textContent = told(older.length, i18n);
    addItems(main.querySelector("[data-list]"), older, i18n);
  } catch {
    status.textContent = i18n.t("list.failed");
  }
}

function told(count, { t, formatNumber }) {
  return count ? t("list.added", { count: formatNumber(count) }) : t("list.end");
}

/** The reader who pressed the button with a keyboard goes on at the first new title. */
function addItems(list, articles, i18n) {
  const shown = list.children.length;
  appendHtml(list, moreItems(articles, i18n));
  settle(list, i18n);
  list.children[shown]?.querySelector("a").focus({ preventScroll: true });
}
