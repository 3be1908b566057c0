/** Documents that show something else. */
import { html } from "../../lib/html.js";

export function usesView({ items, more }, { t }) {
  return html`
    <h3>${t("uses.title")}</h3>
    <ul class="findings">${items.map(({ id, type, label }) => html`<li>${t(`type.${type}`)}: <a href="/desk/viet/${type}/${id}" lang="vi">${label}</a></li>`)}</ul>
    ${more > 0 && html`<p>${t("all.more", { count: more })}</p>`}`;
}
