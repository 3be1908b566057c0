/** A word that sets one item apart from the others: its colour only repeats what it says. */
import { html } from "../../lib/html.js";

/** `kind` is a status or an urgency of the API. */
export function mark(kind, words) {
  return html`<strong class="mark mark--${kind}">${words}</strong>`;
}
