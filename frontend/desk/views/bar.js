/** The bar above every screen: home, the places, whoever is signed in, the language, and the way out. On a phone a button opens it. */
import { html } from "../../lib/html.js";
import { ADMIN, EDITOR, highestRank } from "../lib/states.js";

const PLACES = [["/desk/noi-dung", "list.title"], ["/desk/lich", "list.week"], ["/desk/bao-cao", "report.title"]];
const OF_SEVERAL = ["/desk/cong", "overview.title"];
const OF_ADMINS = [["/desk/nguoi", "people.title"], ["/desk/nhat-ky", "record.title"]];

/** `site` is the one that somebody of several works for. */
export function barView(person, site, { t }) {
  return html`
    <div class="bar__row">
      <a class="bar__home" href="/desk/">${t("desk.name")}</a>
      ${person && html`<button class="bar__button bar__opener" type="button" data-bar-open aria-expanded="false" aria-controls="bar-rest">${t("bar.menu")}</button>`}
      ${person && person.sites.length > 1 && sitesView(person.sites, site, t)}
      <nav class="bar__rest" id="bar-rest" aria-label="${t("bar.menu")}">
        ${person && placesOf(person).map(([address, name]) => html`<a class="bar__link" href="${address}">${t(name)}</a>`)}
        <button class="bar__button" type="button" data-language lang="${t("language.other_code")}">${t("language.other")}</button>
        ${person && html`
          <button class="bar__button" type="button" data-keys>${t("keys.title")}</button>
          <a class="bar__link" href="/desk/tai-khoan">${person.name}</a>
          <button class="bar__button" type="button" data-sign-out>${t("sign_out")}</button>`}
      </nav>
    </div>`;
}

function placesOf(person) {
  const rank = highestRank(person);
  return [...PLACES, ...(person.sites.length > 1 && rank >= EDITOR ? [OF_SEVERAL] : []), ...(rank >= ADMIN ? OF_ADMINS : [])];
}

function sitesView(sites, site, t) {
  return html`
    <select class="bar__site" data-site-choice aria-label="${t("bar.site")}">${sites.map(({ slug, name }) => html`
      <option value="${slug}"${slug === site && html` selected`}>${name}</option>`)}</select>`;
}
