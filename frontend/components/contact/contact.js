/** How to reach the office and its leaders, and whose portal this is. Pure. */
import { html } from "../../lib/html.js";
import { withQuery } from "../../lib/query.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { addressOf, identityRows, phoneLinks } from "../identity/identity.js";
import { LEADERS, official } from "../officials/officials.js";

const ROWS = ["address", "phone", "fax", "email", "hours", "responsible", "social", "former"];

/** `officials` are `{items, next}`, null when they could not be had. */
export function contactView(site, officials, i18n) {
  const { t, lang } = i18n;
  return html`
    ${breadcrumb([], i18n)}
    <h1 class="page-title">${t("menu.contact")}</h1>
    <section class="contact" aria-labelledby="office-title">
      <h2 class="contact__title" id="office-title"${lang()}>${site.organisation ?? site.name}</h2>
      ${hotline(site, i18n)}
      <dl class="contact__facts">${identityRows(site, ROWS, i18n)}</dl>
      ${mapLink(site, i18n)}
    </section>
    ${leaders(officials, i18n)}`;
}

function hotline({ hotline: number }, { t }) {
  return number && html`<p class="contact__hotline">${t("footer.hotline")} <strong>${phoneLinks(number)}</strong></p>`;
}

/** The telephone's own choice of map opens from it. */
function mapLink(site, i18n) {
  const address = addressOf(site, i18n);
  const query = `${site.organisation ?? site.name}, ${address}`;
  return address && html`
    <p><a class="button" href="${withQuery("https://www.google.com/maps/search/", { api: 1, query })}" target="_blank"
      rel="noopener noreferrer">${i18n.t("contact.map")}</a></p>`;
}

function leaders(officials, i18n) {
  if (!officials) return html`<p class="kept">${i18n.t("contact.no_officials")}</p>`;
  return officials.items.length > 0 && html`
    <section aria-labelledby="leaders-title">
      <h2 class="section__title" id="leaders-title">${i18n.t("contact.officials")}</h2>
      ${isMoreTold(officials.items) && html`<p><a href="${LEADERS}">${i18n.t("contact.leaders")}</a></p>`}
      <ul class="officials">${officials.items.map((each) => official(each, { heading: nameOf(each, i18n) }, i18n))}</ul>
      ${officials.next && html`<p class="more"><a href="${LEADERS}">${i18n.t("contact.all_leaders")}</a></p>`}
    </section>`;
}

function isMoreTold(officials) {
  return officials.some(({ duties, biography }) => duties || biography);
}

function nameOf({ name }, { lang }) {
  return html`<h3 class="official__name"${lang()}>${name}</h3>`;
}
