/** What still shows something that was to go, each with a way to it. */
import { setHtml } from "../../lib/html.js";
import { listDocuments } from "../api/documents.js";
import { problemWords } from "../views/problem.js";
import { usesView } from "../views/uses.js";

const MOST = 20;

export async function showUses(form, error, i18n) {
  const ids = error.problem.used_by;
  const { items } = await listDocuments({ ids: ids.slice(0, MOST).join(","), limit: MOST });
  setHtml(form.querySelector("[data-uses]"), usesView({ items, more: ids.length - items.length }, i18n));
  form.querySelector("[data-wrong]").textContent = problemWords(error, i18n);
}
