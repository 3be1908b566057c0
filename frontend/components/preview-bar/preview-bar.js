/** What stands above a preview, so that nobody takes it for what is public. */
import { html } from "../../lib/html.js";

/** A preview that ends at `expires`. */
export function previewBar(expires, { t, formatDate, formatTime }) {
  return html`
    <p class="preview-bar" role="status">
      <strong>${t("preview.bar")}</strong>
      <span>${t("preview.until", { date: formatDate(expires), time: formatTime(expires) })}</span>
    </p>`;
}

/** A kind of content that has no page of its own. */
export function previewWithoutPage({ t }) {
  return html`<section class="page-state"><h1 class="page-state__title">${t("preview.bar")}</h1><p>${t("preview.noPage")}</p></section>`;
}
