/** What was read in a file or a title: words for the text and facts, each to be agreed to. */
import { html } from "../../lib/html.js";
import { readField } from "../lib/kinds.js";
import { tick } from "./form.js";

/** `facts` are of `lackedOf`; `why` is what was wrong with a Word file. */
export function readingView({ name, hasText, facts, why }, { t }) {
  return html`
    <section class="note" role="status">
      ${name && html`<p><strong lang="vi">${name}</strong> ${why}</p>`}
      ${hasText && html`
        <p><button type="button" class="secondary" data-put-text="both">${t("reading.text")}</button>
          <button type="button" class="secondary" data-put-text="only">${t("reading.text_only")}</button></p>`}
      ${facts.length > 0 && html`
        <p>${t("reading.facts")}</p>
        ${facts.map((each) => tick({ name: `read-${each.name}`, label: `${t(`field.${each.name}`)}: ${readField(each.kind, each.value)}`, isOn: true }))}
        <p><button type="button" class="primary" data-put-facts>${t("reading.put_facts")}</button></p>`}
      <p><button type="button" class="secondary" data-reading-close>${t("reading.close")}</button></p>
    </section>`;
}
