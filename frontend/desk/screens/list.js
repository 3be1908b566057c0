/** The list: what is asked for stands in the address, so reload and back show it again. */
import { appendHtml, setHtml } from "../../lib/html.js";
import { createDocument, getDocument, listDocuments } from "../api/documents.js";
import { listRatings } from "../api/statistics.js";
import { copyOf } from "../lib/bulk.js";
import { listView, resultsView, rowsView } from "../views/list.js";
import { problemWords } from "../views/problem.js";
import { Chosen } from "./chosen.js";
import { main, part, say, show, working } from "./frame.js";
import { newKey } from "./keys.js";
import { currentSite } from "./sites.js";

const PAUSE_MS = 300;
const PAGE_SIZE = 30;
const NAMES = ["text", "type", "state", "scope"];
/** What a state of the filter is to the API. */
const ASKED = {
  draft: { stage: "draft" }, in_review: { stage: "in_review" }, scheduled: { stage: "approved", public: "none" },
  live: { public: "live" }, withdrawn: { public: "withdrawn" }, trashed: { trashed: true },
};
const SCOPES = { waiting: { waiting: "me" }, mine: { mine: true } };

export async function listScreen(i18n, person) {
  const filters = filtersHere();
  const [page, ratings] = await Promise.all([ask(filters, currentSite(person)), ratingsById()]);
  const list = new List(i18n, person, { page, ratings });
  show(listView({ filters, page, person }, i18n), i18n);
  list.wire();
}

/** The list stands without them. */
async function ratingsById() {
  const found = await listRatings().catch(() => ({ items: [] }));
  return new Map(found.items.map((each) => [each.id, each]));
}

function filtersHere() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""]));
}

/** Of the portal that somebody of several works for. */
function ask(filters, site, cursor) {
  const { text, type, state, scope } = filters;
  return listDocuments({ site, limit: PAGE_SIZE, cursor, text: text.normalize("NFC"), type, ...ASKED[state], ...SCOPES[scope] });
}

class List {
  constructor(i18n, person, { page, ratings }) {
    this.i18n = i18n;
    this.person = person;
    this.asked = 0;
    this.documents = new Map();
    this.ratings = ratings;
    this.take(page);
  }

  wire() {
    const form = part("filters");
    this.chosen = new Chosen(this);
    this.chosen.wire();
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("compositionend", () => this.find());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.find();
    });
    part("results").addEventListener("click", ({ target }) => {
      if (target.closest("[data-more]")) this.more();
      const copy = target.closest("[data-copy]");
      if (copy) working(copy, () => this.copy(copy.dataset.copy));
    });
    addEventListener("popstate", () => this.goBack());
  }

  take(page) {
    this.page = page;
    for (const each of page.items) {
      each.rating = this.ratings.get(each.id);
      this.documents.set(each.id, each);
    }
  }

  get filters() {
    return Object.fromEntries(new FormData(part("filters")));
  }

  /** A choice counts at once, and Back undoes it; what a keyboard is still composing is not yet a word. */
  typed({ target, isComposing }) {
    clearTimeout(this.timer);
    if (target.localName === "select") this.find(true);
    else if (!isComposing) this.timer = setTimeout(() => this.find(), PAUSE_MS);
  }

  goBack() {
    const filters = filtersHere();
    for (const [name, value] of Object.entries(filters)) part("filters").elements.namedItem(name).value = value;
    this.find();
  }

  /** The last question alone counts. */
  async find(isStep = false) {
    const number = ++this.asked;
    const filters = this.filters;
    try {
      const page = await ask(filters, currentSite(this.person));
      if (number !== this.asked) return;
      this.take(page);
    } catch (error) {
      return say(problemWords(error, this.i18n));
    }
    history[isStep ? "pushState" : "replaceState"](null, "", addressOf(filters));
    this.shown(filters);
  }

  shown(filters) {
    this.chosen.choose([]);
    setHtml(part("results"), resultsView({ page: this.page, filters }, this.i18n));
    say(this.i18n.t("list.found", { count: this.page.items.length }));
  }

  /** Goes on at the first new row. */
  async more() {
    const cursor = new URL(this.page.next, location.origin).searchParams.get("cursor");
    const rows = part("rows");
    const first = rows.children.length;
    try {
      this.take(await ask(this.filters, currentSite(this.person), cursor));
    } catch (error) {
      return say(problemWords(error, this.i18n));
    }
    appendHtml(rows, rowsView(this.page.items, this.i18n));
    if (!this.page.next) main().querySelector("[data-more]").remove();
    const next = rows.children[first];
    if (next) next.querySelector("a").focus();
  }

  /** A draft with the same words, which is opened. */
  async copy(id) {
    try {
      const document = await getDocument(this.documents.get(id).type, id);
      const copy = await createDocument(document.type, copyOf(document), newKey());
      location.assign(`/desk/viet/${copy.type}/${copy.id}`);
    } catch (error) {
      if (error.name !== "ApiError") throw error;
      say(problemWords(error, this.i18n));
    }
  }
}

function addressOf(filters) {
  const given = Object.entries(filters).filter(([, value]) => value);
  const query = new URLSearchParams(given).toString();
  return query ? `/desk/noi-dung?${query}` : "/desk/noi-dung";
}
