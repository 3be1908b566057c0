/** The bar above every screen: home, whoever is signed in, the language, and the way out. */
import { html } from "../../lib/html.js";
import { ADMIN, highestRank } from "../lib/states.js";

const PLACES = [["/desk/noi-dung", "list.title"], ["/desk/lich", "list.week"], ["/desk/bao-cao", "report.title"]];
const OF_ADMINS = [["/desk/nguoi", "people.title"], ["/desk/nhat-ky", "record.title"]];

export function barView(person, { t }) {
  return html`
    <div class="bar__row">
      <a class="bar__home" href="/desk/">${t("desk.name")}</a>
      ${person && placesOf(person).map(([address, name]) => html`<a class="bar__link" href="${address}">${t(name)}</a>`)}
      <button class="bar__button" type="button" data-language lang="${t("language.other_code")}">${t("language.other")}</button>
      ${person && html`
        <button class="bar__button" type="button" data-keys>${t("keys.title")}</button>
        <a class="bar__link" href="/desk/tai-khoan">${person.name}</a>
        <button class="bar__button" type="button" data-sign-out>${t("sign_out")}</button>`}
    </div>`;
}

function placesOf(person) {
  return highestRank(person) >= ADMIN ? [...PLACES, ...OF_ADMINS] : PLACES;
}
