/** The keys of the desk, asked for by `?` or a button; and the three steps that somebody sees on their first day alone. */
import { keysView } from "../views/help.js";
import { ask } from "./dialog.js";
import { main, part } from "./frame.js";

const SEEN = "congxa.desk.seen";
/** There a question mark is a letter. */
const WRITTEN_IN = "input, textarea, select, [contenteditable], [data-cell]";

export function wireHelp(i18n) {
  const show = () => ask({ title: i18n.t("keys.title"), content: keysView(i18n) }, i18n);
  document.querySelector("[data-keys]").addEventListener("click", show);
  addEventListener("keydown", ({ key, target, isComposing }) => {
    if (key === "?" && !isComposing && !target.closest(`${WRITTEN_IN}, dialog`)) show();
  });
}

/** Whether this person has not been told yet, as far as this browser knows. */
export function isFirstDay(person) {
  return !seen().includes(person.id);
}

export function wireFirstDay(person) {
  part("understood")?.addEventListener("click", () => {
    try {
      localStorage.setItem(SEEN, JSON.stringify([...seen(), person.id]));
    } catch {
      // A browser that keeps nothing tells it again.
    }
    part("first").remove();
    main().focus();
  });
}

function seen() {
  try {
    return JSON.parse(localStorage.getItem(SEEN)) ?? [];
  } catch {
    return [];
  }
}
