/** How to reach the office and its leaders, and whose portal this is. Pure. */
import { html } from "../../lib/html.js";
import { withQuery } from "../../lib/query.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { addressOf, emailLink, identityRows, phoneLinks } from "../identity/identity.js";
import { picture } from "../picture/picture.js";

const ROWS = ["address", "phone", "fax", "email", "hours", "responsible", "social", "former"];
const PHOTO_SIZES = "88px";

/** `officials` is null when they could not be had. */
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
  return officials.length > 0 && html`
    <section aria-labelledby="leaders-title">
      <h2 class="section__title" id="leaders-title">${i18n.t("contact.officials")}</h2>
      <ul class="officials">${officials.map((each) => official(each, i18n))}</ul>
    </section>`;
}

function official({ name, position, phone, email, photo }, { lang }) {
  return html`
    <li class="official">
      <div class="official__photo">${photo ? picture(photo, { sizes: PHOTO_SIZES }) : initial(name)}</div>
      <div>
        <h3 class="official__name"${lang()}>${name}</h3>
        ${position && html`<p${lang()}>${position}</p>`}
        ${phone && html`<p>${phoneLinks(phone)}</p>`}
        ${email && html`<p class="official__email">${emailLink(email)}</p>`}
      </div>
    </li>`;
}

/** Vietnamese people are called by the last word of their name. */
function initial(name) {
  return html`<span class="official__initial" aria-hidden="true">${[...name.split(" ").pop()][0]}</span>`;
}
