/** The foot of every page: whose portal it is and how to reach them. Pure. */
import { html } from "../../lib/html.js";
import { identityRows, namesOf } from "../identity/identity.js";

const ROWS = ["responsible", "address", "phone", "fax", "email", "hotline", "hours", "links", "social", "former", "licence", "measurement"];

export function siteFooter(site, i18n) {
  const { name, authority, lang } = namesOf(site, i18n);
  return html`
    <div class="wrap">
      <h2 class="site-footer__name"${lang}>${name}</h2>
      ${authority && html`<p${lang}>${authority}</p>`}
      <dl class="site-footer__facts">${identityRows(site, ROWS, i18n)}<div class="later" data-totals data-later><dt>${i18n.t("footer.views")}</dt><dd>…</dd></div></dl>
      <p class="site-footer__map"><a href="/so-do-cong">${i18n.t("map.title")}</a></p>
    </div>`;
}
