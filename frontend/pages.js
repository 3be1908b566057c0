/** The pages that a server fills: it runs their views as a browser does. No browser loads this file. */
import { emergencyBar } from "./components/emergency-bar/emergency-bar.js";
import { nearOf, notFoundState } from "./components/not-found/not-found.js";
import { unreachableState, withdrawnState } from "./components/page-state/page-state.js";
import { siteFooter } from "./components/site-footer/site-footer.js";
import { siteHeader } from "./components/site-header/site-header.js";
import { head as headMarkup, headOfState } from "./heads/head.js";
import { inLanguage as linked } from "./heads/language.js";
import { inLanguage } from "./lib/addresses.js";
import { LANGUAGES, translator } from "./lib/i18n.js";
import { itemUrl } from "./lib/items.js";
import { article } from "./pages/article.js";
import { calendar } from "./pages/calendar.js";
import { category } from "./pages/category.js";
import { contact } from "./pages/contact.js";
import { home } from "./pages/home.js";
import { leaders } from "./pages/leaders.js";
import { legalDocument } from "./pages/legal-document.js";
import { legalDocuments } from "./pages/legal-documents.js";
import { month } from "./pages/month.js";
import { notice } from "./pages/notice.js";
import { notices } from "./pages/notices.js";
import { page } from "./pages/page.js";
import { search } from "./pages/search.js";
import { siteMap } from "./pages/site-map.js";
import { tag } from "./pages/tag.js";

/** By their names, which their files have too; what has no address is shown where nothing is. */
const PAGES = {
  home, article, category, notices, notice, "legal-documents": legalDocuments, "legal-document": legalDocument, calendar, page, contact,
  leaders, search, "site-map": siteMap, tag, month, 404: {},
};
/** What stands around every page. */
const FRAME = {
  site: "/v1/sites/{site}",
  categories: "/v1/categories?site={site}&limit=100",
  pages: "/v1/pages?site={site}&limit=100",
  emergencies: "/v1/notices?site={site}&urgency=emergency&limit=3",
};
/** What may be meant where nothing is: `{words}` are the first of the address. */
const NEAR = "/v1/search?site={site}&q={words}&limit=5";
/**
 * What each page says of itself, for a server that is to find it and to ask for what it needs; functions stay here.
 * `at` are its addresses, `asks` the addresses of the API by the names its view knows the answers by: the first decides what
 * becomes of the page, and an `{id}` is that of its answer. `reads` are the parameters of its own address and which values
 * it knows of them ("" for all); `trims` names those whose spaces around it do not count, `filters` those that are passed
 * on, by the name that the API has for each, `says` what one is in an address of the API. Without the parameter that it
 * `needs` it asks nothing. What stands `beside` is not handed to its scripts, `newer` is what is in place of an item that
 * was withdrawn, and one that `tellsRefusals` is shown also when what it asks is refused.
 */
export const described = JSON.stringify({ frame: FRAME, near: NEAR, pages: PAGES });
const TITLES = { 404: "missing.title", 410: "withdrawn.title" };
/** No text of a page holds it. */
const BORDER = "\u001e";

/**
 * The parts of a page, each behind a border: its status, `indexed` where it is for search engines, the moment at which it
 * is another one by itself (in milliseconds, empty where that is not known), its title, what
 * stands in its head, its JSON-LD, header, emergency bar, footer and main, and what has failed. `words` are the messages
 * by language, Vietnamese ones in place of what is missing; `asked` is `{name, type, status, visit, found}`: which page,
 * of an item of which type if of one, what the API makes of it, and its answers by their names.
 */
export function parts(language, words, asked) {
  const i18n = translator(language, { ...words.vi, ...words[language] });
  const page = asked.status === 200 ? PAGES[asked.name] : null;
  const isThere = page && (page.isThere ?? always)(asked.found, asked.visit);
  const status = page && !isThere ? 404 : asked.status;
  const { title, isIndexed, markup, data } = headOf(isThere && page, status, asked, i18n);
  const until = isThere && page.until?.(asked.found, asked.visit);
  const own = [status, isIndexed ? "indexed" : "", until || "", title, markup, data && JSON.stringify(data)];
  const shown = [...frame(asked, i18n), ...main(isThere && page, status, asked, i18n)].map((part) => linked(text(part), language));
  return [...own.map(text), ...shown].join(BORDER);
}

function text(part) {
  return String(part ?? "").split(BORDER).join("");
}

function always() {
  return true;
}

function headOf(page, status, { found, visit }, i18n) {
  if (page) return headMarkup(page.head(found, i18n, visit), found.site, visit, i18n);
  return headOfState(i18n.t(TITLES[status] ?? "unreachable.title"), found.site, visit, i18n);
}

function frame({ found, visit }, i18n) {
  const { site, emergencies } = found;
  // Without one of them the frame of the static page stays.
  if (!site) return ["", "", ""];
  const [categories, pages] = [found.categories.items, found.pages.items];
  const other = LANGUAGES.find((each) => each !== i18n.language);
  const here = { path: visit.path, now: visit.now, other: { language: other, href: inLanguage(visit, other) } };
  return [siteHeader({ site, categories, pages }, here, i18n), emergencyBar(emergencies.items, Date.parse(visit.now), i18n, visit.path), siteFooter(site, i18n)];
}

/** The markup, or what has failed: then the page's scripts fill it. */
function main(page, status, { type, found, visit }, i18n) {
  try {
    return [page ? page.view(found, i18n, visit) : state(type, status, found, i18n), ""];
  } catch (error) {
    return ["", error];
  }
}

function state(type, status, { problem, newer, near }, i18n) {
  if (status === 404) return notFoundState(i18n, nearOf(near?.items ?? []));
  if (status !== 410) return unreachableState(i18n);
  return withdrawnState(problem, newer && { href: itemUrl(type, newer), title: newer.title }, i18n);
}
