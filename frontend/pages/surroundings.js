/** The head, the foot and the emergency bar of a page: each shows what could be had, and keeps what is there otherwise. */
import { listNotices } from "../api/notices.js";
import { getSite, listCategories, listPages } from "../api/sites.js";
import { emergencyBar, endings } from "../components/emergency-bar/emergency-bar.js";
import { siteFooter } from "../components/site-footer/site-footer.js";
import { siteHeader } from "../components/site-header/site-header.js";
import { inLanguage } from "../lib/addresses.js";
import { setHtml } from "../lib/html.js";
import { LANGUAGES } from "../lib/i18n.js";
import { queryOf } from "./address.js";
import { wireMenu } from "./menu.js";
import { keepLanguage, wireDisplay } from "./reader.js";

const MOST = 100;
const EMERGENCIES = 3;
/** A browser's timer cannot wait longer; by then a page is asked for anew. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Promises of the site's identity, categories and standing pages (lists): a page that shows them waits, others do not. */
export function surround(site, i18n) {
  const identity = getSite(site);
  const categories = listCategories({ site, limit: MOST });
  const pages = listPages({ site, limit: MOST });
  const notices = listNotices({ site, urgency: "emergency", limit: EMERGENCIES });
  Promise.all([identity, categories, pages].map(orNothing)).then((found) => showIdentity(found, i18n)).catch(console.error);
  notices.then(({ items }) => watchEmergencies(items, i18n), () => {});
  return { identity, categories, pages };
}

/** The frame of a page is never what a page fails for. */
function orNothing(promise) {
  return promise.catch(() => null);
}

function showIdentity([site, categories, pages], i18n) {
  const header = document.querySelector(".site-header");
  // What the server wrote, or an earlier attempt, is more than nothing.
  if (!site && header.querySelector("nav")) return;
  setHtml(header, siteHeader({ site, categories: categories?.items, pages: pages?.items }, here(i18n), i18n));
  wireMenu(header);
  wireDisplay(header);
  keepLanguage(header, i18n.language);
  if (site) showFooter(site, i18n);
}

function showFooter(site, i18n) {
  const footer = document.querySelector(".site-footer");
  setHtml(footer, siteFooter(site, i18n));
  keepLanguage(footer, i18n.language);
  import("./totals.js").then(({ tellTotals }) => tellTotals(footer, site.slug, i18n)).catch(() => {});
}

function here({ language }) {
  const other = LANGUAGES.find((each) => each !== language);
  const path = location.pathname;
  return { path, now: new Date().toISOString(), other: { language: other, href: inLanguage({ path, query: queryOf(location.search) }, other) } };
}

/** The bar leaves by itself when what it says no longer holds, also in a page that stays open for days. */
function watchEmergencies(notices, i18n) {
  const place = document.querySelector("[data-emergency]");
  const refresh = () => {
    setHtml(place, emergencyBar(notices, Date.now(), i18n, location.pathname));
    keepLanguage(place, i18n.language);
  };
  refresh();
  const waits = endings(notices).map((end) => end - Date.now()).filter((wait) => wait > 0 && wait < LONGEST_WAIT_MS);
  waits.forEach((wait) => setTimeout(refresh, wait));
  // A telephone that slept has not counted the time.
  if (notices.length) document.addEventListener("visibilitychange", refresh);
}
