/** The list: what is asked for stands in the address, so reload and back show it again. */
import { appendHtml, setHtml } from "../../lib/html.js";
import { listDocuments } from "../api/documents.js";
import { listView, resultsView, rowView } from "../views/list.js";
import { problemWords } from "../views/problem.js";
import { main, part, say, show } from "./frame.js";

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
  const given = new URLSearchParams(location.search);
  const filters = Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""]));
  const page = await ask(filters);
  show(listView({ filters, page, person }, i18n), i18n);
  new List(i18n, person, page).wire();
}

function ask(filters, cursor) {
  const { text, type, state, scope } = filters;
  return listDocuments({ limit: PAGE_SIZE, cursor, text: text.normalize("NFC"), type, ...ASKED[state], ...SCOPES[scope] });
}

class List {
  constructor(i18n, person, page) {
    this.i18n = i18n;
    this.person = person;
    this.page = page;
    this.asked = 0;
  }

  wire() {
    const form = part("filters");
    let timer = null;
    form.addEventListener("input", (event) => {
      clearTimeout(timer);
      // What a keyboard is still composing is not yet a word.
      if (!event.isComposing) timer = setTimeout(() => this.find(), PAUSE_MS);
    });
    form.addEventListener("compositionend", () => this.find());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.find();
    });
    part("results").addEventListener("click", ({ target }) => {
      if (target.closest("[data-more]")) this.more();
    });
  }

  get filters() {
    return Object.fromEntries(new FormData(part("filters")));
  }

  /** The last question alone counts. */
  async find() {
    const number = ++this.asked;
    const filters = this.filters;
    try {
      const page = await ask(filters);
      if (number !== this.asked) return;
      this.page = page;
    } catch (error) {
      return say(problemWords(error, this.i18n));
    }
    history.replaceState(null, "", addressOf(filters));
    setHtml(part("results"), resultsView(this, this.i18n));
    say(this.i18n.t("list.found", { count: this.page.items.length }));
  }

  /** Goes on at the first new row. */
  async more() {
    const cursor = new URL(this.page.next, location.origin).searchParams.get("cursor");
    const page = await ask(this.filters, cursor);
    const rows = part("rows");
    const first = rows.children.length;
    this.page = page;
    for (const item of page.items) appendHtml(rows, rowView(item, this.i18n));
    if (!page.next) main().querySelector("[data-more]").remove();
    const next = rows.children[first];
    if (next) next.querySelector("a").focus();
  }
}

function addressOf(filters) {
  const given = Object.entries(filters).filter(([, value]) => value);
  const query = new URLSearchParams(given).toString();
  return query ? `/desk/?${query}` : "/desk/";
}
