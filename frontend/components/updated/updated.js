/** When something was last changed; in a browser, how long ago that is. Pure. */
import { html } from "../../lib/html.js";

export function updated(at, i18n) {
  return at && html`<p class="updated">${i18n.t("page.updated")} ${momentOf(at, i18n)}</p>`;
}

/** Where it was changed after it had been published; nothing else says so. */
export function changed({ published_at: from, updated_at: at }, i18n) {
  return at > from && momentOf(at, i18n);
}

function momentOf(at, { formatDate, formatTime }) {
  const moment = `${formatTime(at)} ${formatDate(at)}`;
  return html`<time datetime="${at}" title="${moment}" data-ago>${moment}</time>`;
}
