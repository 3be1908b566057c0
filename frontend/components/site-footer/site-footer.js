/** The foot of every page: whose portal it is and how to reach them. Pure. */
import { html } from "../../lib/html.js";
import { identityRows } from "../identity/identity.js";

const ROWS = ["responsible", "address", "phone", "fax", "email", "hotline", "hours", "social", "former", "licence", "measurement"];

export function siteFooter(site, i18n) {
  const { name, organisation, lang } = named(site, i18n);
  return html`
    <div class="wrap">
      <h2 class="site-footer__name"${lang}>${name}</h2>
      ${organisation && html`<p${lang}>${organisation}</p>`}
      <dl class="site-footer__facts">${identityRows(site, ROWS, i18n)}</dl>
      <p class="site-footer__map"><a href="/so-do-cong">${i18n.t("map.title")}</a></p>
    </div>`;
}

function named(site, { language, lang }) {
  if (language === "en" && site.name_en) return { name: site.name_en, organisation: site.organisation_en };
  return { name: site.name, organisation: site.organisation, lang: lang() };
}
