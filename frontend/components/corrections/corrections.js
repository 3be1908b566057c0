/** What was put right in a text since it was published, dated. */
import { html } from "../../lib/html.js";

/** Nothing when there is nothing to tell. */
export function correctionList(corrections, { t, own, formatDate }) {
  return corrections?.length > 0 && html`
    <section class="corrections" aria-labelledby="corrections-title">
      <h2 class="corrections__title" id="corrections-title">${t("corrections.title")}</h2>
      <ul>${corrections.map(({ at, note }) => html`
        <li><time datetime="${at}">${formatDate(at)}</time>: ${own(note)}</li>`)}</ul>
    </section>`;
}
