/** The foot that every page of the portal will have, by the portal's own view of it, and what of it is empty. */
import { siteFooter } from "../../components/site-footer/site-footer.js";
import { html } from "../../lib/html.js";
import { labelOf } from "./labels.js";

/** Fields of the identity that the foot shows. */
export const SHOWN = [
  "organisation", "responsible_person", "address", "phone", "fax", "email", "hotline", "opening_hours", "links", "social", "former_units", "licence", "measurement",
];

/** `content` is the identity as it stands in the form, `words` the portal's own. */
export function footView({ content, words }, i18n) {
  const { t } = i18n;
  const empty = SHOWN.filter((name) => isEmpty(content[name]));
  return html`
    <h2>${t("foot.title")}</h2>
    <p class="field__hint">${t("foot.hint")}</p>
    <div class="site-footer">${siteFooter(content, words)}</div>
    ${empty.length > 0 && html`<p><strong>${t("foot.empty")}</strong></p>
      <ul class="findings">${empty.map((name) => html`<li><a href="#${name}" data-empty="${name}">${labelOf("site", name, i18n)}</a></li>`)}</ul>`}`;
}

function isEmpty(value) {
  return !value || (Array.isArray(value) && !value.length);
}
