/** What may be done with the rows that were chosen, and what is asked before it is done. */
import { html } from "../../lib/html.js";
import { withdrawalView } from "./panel.js";

const NAMED = 8;

export function chosenView({ count, steps }, { t }) {
  return html`
    <p class="chosen__count" role="status">${t("chosen.count", { count })}</p>
    <p class="chosen__steps">
      ${steps.map((name) => html`<button type="button" class="secondary" data-all="${name}">${t(`step.${name}`)}</button>`)}
      <button type="button" class="secondary" data-none>${t("chosen.none")}</button></p>`;
}

/** Names the documents: who agrees to something sees to what. */
export function questionView({ name, documents }, i18n) {
  const { t } = i18n;
  const more = documents.length - NAMED;
  return html`
    <ul class="dialog__names" lang="vi">${documents.slice(0, NAMED).map(({ label }) => html`<li>${label || t("list.untitled")}</li>`)}</ul>
    ${more > 0 && html`<p>${t("all.more", { count: more })}</p>`}
    <p>${t(`all_lead.${name}`)}</p>
    ${name === "withdrawal" && withdrawalView(documents[0], i18n)}`;
}
