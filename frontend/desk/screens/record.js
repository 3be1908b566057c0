/** The record: what is asked for stands in the address. */
import { appendHtml } from "../../lib/html.js";
import { listPeople } from "../api/people.js";
import { eventsOf } from "../api/portal.js";
import { dayOf } from "../lib/moments.js";
import { problemWords } from "../views/problem.js";
import { eventRows, recordView } from "../views/record.js";
import { main, part, say, show, working } from "./frame.js";
import { currentSite } from "./sites.js";

const PAGE_SIZE = 50;
const NAMES = ["actor", "action", "type", "from", "to"];

export async function screen(i18n, person) {
  const given = new URLSearchParams(location.search);
  const filters = Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""]));
  const site = person.sites.length > 1 ? currentSite(person) : null;
  const [first, { items: people }] = await Promise.all([ask(filters, site), listPeople()]);
  let page = first;
  show(recordView({ filters, page, people }, i18n), i18n);
  part("record-filters").addEventListener("submit", (event) => {
    event.preventDefault();
    const said = [...new FormData(event.target)].filter(([, value]) => value.trim());
    const isWrong = said.some(([name, value]) => (name === "from" || name === "to") && !dayOf(value));
    if (isWrong) part("wrong").textContent = i18n.t("typed.day");
    else location.assign(`/desk/nhat-ky?${new URLSearchParams(said)}`);
  });
  part("results").addEventListener("click", ({ target }) => {
    const button = target.closest("[data-more]");
    if (button) working(button, more);
  });

  async function more() {
    const cursor = new URL(page.next, location.origin).searchParams.get("cursor");
    try {
      page = await ask(filters, site, cursor);
    } catch (error) {
      if (error.name !== "ApiError") throw error;
      return say(problemWords(error, i18n));
    }
    appendHtml(part("rows"), eventRows(page.items, i18n));
    if (!page.next) main().querySelector("[data-more]").remove();
    return undefined;
  }
}

/** Days are Viet Nam's, both of them whole. */
function ask({ actor, action, type, from, to }, site, cursor) {
  const [first, last] = [dayOf(from), dayOf(to)];
  const end = last && new Date(Date.parse(`${last}T00:00:00+07:00`) + 86_400_000).toISOString();
  return eventsOf({ actor, action, type, site, from: first && `${first}T00:00:00+07:00`, to: end, limit: PAGE_SIZE, cursor });
}
