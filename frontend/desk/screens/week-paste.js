/** Rows that are pasted into a week, from Word, Excel or a page: shown as they would be taken, and taken when that is agreed to. */
import { html, setHtml } from "../../lib/html.js";
import { readPaste } from "../api/pastes.js";
import { entriesIn, recognised, tableOf, tableOfText } from "../lib/week-pasting.js";
import { newEntry } from "../lib/planning.js";
import { withoutPictures, withoutStyles } from "../lib/pasting.js";
import { bodyView, pastedView } from "../views/body.js";
import { rowsView } from "../views/week-paste.js";
import { ask } from "./dialog.js";
import { say } from "./frame.js";
import { newKey } from "./keys.js";

export async function pasteRows(screen, event) {
  event.preventDefault();
  const [markup, text] = ["text/html", "text/plain"].map((type) => event.clipboardData.getData(type));
  const table = await tableIn(markup, text);
  if (table.length < 2 && table[0].length < 2) return say(screen.i18n.t("week.paste.none"));
  return show(screen, recognised(table));
}

/** Read by the server, as any paste; where it does not answer, as it came. */
async function tableIn(markup, text) {
  if (!/<table\b/i.test(markup)) return tableOfText(text);
  const { html: bare } = withoutPictures(markup);
  const read = await readPaste(bare).catch(() => null);
  const holder = document.implementation.createHTMLDocument("").createElement("div");
  setHtml(holder, read ? bodyView(read.body_html) : pastedView(withoutStyles(bare)));
  const tables = [...holder.querySelectorAll("table")].map(tableOf);
  return tables.length ? tables.flat() : tableOfText(text);
}

async function show(screen, { rows, meanings }) {
  const { i18n, names } = screen;
  const days = screen.week.days.map(({ date }) => date);
  const found = () => entriesIn(rows, meanings, days);
  const asks = { title: i18n.t("week.paste.title"), content: html`<div data-pasted-rows></div>`, go: i18n.t("week.paste.go") };
  const drawn = (form) => setHtml(form.querySelector("[data-pasted-rows]"), rowsView({ rows, meanings, ...found() }, i18n));
  const agreed = await ask(asks, i18n, (form) => {
    drawn(form);
    form.addEventListener("change", ({ target }) => {
      meanings[Number(target.dataset.column)] = target.value || null;
      drawn(form);
    });
  });
  if (!agreed) return;
  const ids = new Map([...names].map(([id, name]) => [name, id]));
  const { taken } = found();
  const made = taken.map((each) => newEntry(newKey(), { ...each, chair: ids.get(each.chair) ?? each.chair ?? null }));
  screen.put([...screen.entries, ...made]);
  if (made.length) screen.grid.focusOn({ key: made[0].key });
  say(i18n.t("week.paste.done", { count: made.length }));
}
