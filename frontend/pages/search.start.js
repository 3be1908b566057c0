/** The search: finds as the reader types. The last question alone counts, and its address is this page's address. */
import { searchContent } from "../api/search.js";
import { hitItems } from "../components/hit-list/hit-list.js";
import { askedOf, followingUrl, resultsView, searchUrl, searchView, statusWords } from "../components/search/search.js";
import { config } from "../config.js";
import { appendHtml, setHtml } from "../lib/html.js";
import { cursorIn } from "../lib/query.js";
import { queryOf } from "./address.js";
import { setTitle, settle, show, start } from "./frame.js";
import { titleOf } from "./search.js";
import { addressIn } from "./reader.js";

const PAUSE_MS = 250;
const PAGE_SIZE = 10;
/** What the API says of the question itself is told beside it. */
const OF_THE_QUESTION = [400, 429];

start(async ({ site, i18n, main, visit }) => {
  const asked = askedOf(visit.query);
  const outcome = await found(site, asked);
  if (outcome.error && !OF_THE_QUESTION.includes(outcome.error.status)) throw outcome.error;
  show(main, searchView(asked, outcome, i18n), i18n);
  const search = new Search(main, site, i18n);
  search.tell(asked, outcome);
  // What was typed or chosen before the scripts came is another question.
  if (searchUrl(search.asked) !== searchUrl({ ...asked, cursor: null })) search.soon();
});

/** `{page}`, `{error}`, or neither where there is nothing to look for. */
async function found(site, { q, type, from, to, cursor, prefix }, signal) {
  if (!q) return {};
  const asked = { site, q, limit: PAGE_SIZE, total: true, type, from, to, cursor, prefix };
  return searchContent(asked, signal).then((page) => ({ page }), (error) => ({ error }));
}

class Search {
  constructor(main, site, i18n) {
    this.timer = null;
    /** What is shown: what was asked, and the API's address of what follows. */
    this.shown = { asked: null, next: null };
    this.again = () => this.now();
    this.asking = new AbortController();
    this.main = main;
    this.site = site;
    this.i18n = i18n;
    this.wire();
  }

  /** What stands in the form. */
  get asked() {
    return askedOf(queryOf(new FormData(this.main.querySelector("form"))));
  }

  /** Not at every letter. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now({ prefix: true }), PAUSE_MS);
  }

  /** Show an answer; after a failure what was found before stays. */
  tell(asked, outcome) {
    const { error, page } = outcome;
    setTitle(titleOf(asked.q, this.i18n.t));
    this.part("status").textContent = statusWords(outcome, asked, this.i18n);
    this.part("retry").hidden = !error || error.status === 400;
    const results = this.part("results");
    if (error && results.firstElementChild) return;
    this.shown = { asked, next: page?.next };
    setHtml(results, resultsView(page, asked, this.i18n));
    settle(results, this.i18n);
  }

  wire() {
    const form = this.main.querySelector("form");
    form.addEventListener("input", () => this.soon());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.now();
    });
    this.part("retry").addEventListener("click", () => this.again());
    this.part("results").addEventListener("click", (event) => {
      const link = event.target.closest("[data-search-more]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.more(link);
    });
  }

  /** A word that is being typed may be the beginning of one; one that was sent is a word. */
  async now({ prefix = null } = {}) {
    this.again = () => this.now({ prefix });
    const asked = { ...this.asked, prefix };
    const outcome = await this.ask(asked);
    if (!outcome) return;
    const address = searchUrl(asked);
    const { language } = this.i18n;
    history.replaceState(null, "", language === config.language ? address : addressIn(language, new URL(address, location)));
    this.tell(asked, outcome);
  }

  async more(link) {
    this.again = () => this.more(link);
    const asked = { ...this.shown.asked, cursor: cursorIn(this.shown.next) };
    const outcome = await this.ask(asked);
    if (!outcome) return;
    if (outcome.error || !this.part("hits")) return this.turn(asked, outcome);
    this.shown.next = outcome.page.next;
    const following = followingUrl(outcome.page.next, asked);
    this.add(outcome.page.items, following);
    if (following) link.setAttribute("href", following);
    else link.remove();
  }

  /** Null when another question came in between. */
  async ask(asked) {
    clearTimeout(this.timer);
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    this.part("results").setAttribute("aria-busy", "true");
    const outcome = await found(this.site, asked, signal);
    if (signal.aborted) return null;
    this.part("results").removeAttribute("aria-busy");
    return outcome;
  }

  /** After a page without hits: another one in its place. */
  turn(asked, outcome) {
    this.tell(asked, outcome);
    if (!outcome.error) this.part("results").querySelector(".hit a, [data-search-more], a")?.focus({ preventScroll: true });
  }

  /** The reader who asked for more goes on at the first new title, or stays at the last. */
  add(hits, following) {
    const list = this.part("hits");
    const shown = list.children.length;
    appendHtml(list, hitItems(hits, this.i18n));
    settle(list, this.i18n);
    this.part("retry").hidden = true;
    const { t, formatNumber } = this.i18n;
    const none = following ? t("search.not_yet") : t("search.no_more");
    this.part("status").textContent = hits.length ? t("search.added", { count: formatNumber(hits.length) }) : none;
    const next = list.children[shown] ?? (following ? null : list.lastElementChild);
    next?.querySelector("a").focus({ preventScroll: true });
  }

  part(name) {
    return this.main.querySelector(`[data-search-${name}]`);
  }
}
