/** The head of every page: whose portal this is, how it is shown, and where one can go. Pure. */
import { html } from "../../lib/html.js";
import { namesOf } from "../identity/identity.js";
import { picture } from "../picture/picture.js";
import { siteMenu } from "../site-menu/site-menu.js";

/** The sizes of letters in order, the usual one among them; the style sheet knows each by its name. */
export const SIZES = ["small", "usual", "large", "larger", "largest"];
const SEARCH = "/tim-kiem";
const THEMES = ["auto", "light", "dark", "contrast"];

/**
 * `frame` is `{site, categories, pages}`, each null when it could not be had; `here` is `{path, now, other: {language,
 * href}}`: the address, the moment, and this page in the other language.
 */
export function siteHeader({ site, categories, pages }, here, i18n) {
  const { t } = i18n;
  return html`
    <div class="wrap site-header__row">
      ${mark(site)}
      ${names(site, i18n)}
      ${here.path !== SEARCH && searchLink(i18n)}
      <a class="opener" href="#menu" aria-controls="menu">${sign("☰")}${t("menu.open")}</a>
      <button type="button" class="opener later" aria-controls="display">${sign("Aa")}${t("display.open")}</button>
      <div class="site-header__tools">
        ${here.path !== SEARCH && searchForm(i18n)}
        ${display(here, i18n)}
      </div>
    </div>
    ${siteMenu({ categories, pages }, here.path, i18n)}`;
}

/** For a phone, which has no room for the form: it opens in place, and without scripts is a page. */
function searchLink({ t }) {
  return html`<a class="opener" href="${SEARCH}" aria-controls="search"><span class="opener__lens" aria-hidden="true"></span>${t("search.find")}</a>`;
}

function searchForm({ t, languageField }) {
  return html`
    <form class="site-search" id="search" role="search" action="${SEARCH}">${languageField}
      <input name="q" type="search" maxlength="100" aria-label="${t("search.words")}" placeholder="${t("search.here")}">
      <button class="button">${t("search.find")}</button>
    </form>`;
}

function sign(character) {
  return html`<span class="opener__sign" aria-hidden="true">${character}</span>`;
}

function mark(site) {
  if (site?.logo?.renditions?.length) {
    return html`<span class="site-header__mark">${picture(site.logo, { sizes: "56px", eager: true, alt: "" })}</span>`;
  }
  return html`<img class="site-header__mark" src="/icon.svg" alt="" width="56" height="56">`;
}

function names(site, i18n) {
  const { name, authority, lang } = namesOf(site, i18n);
  return html`
    <p class="site-header__names"${lang}>
      ${authority && html`<span class="site-header__province">${authority}</span>`}
      <a class="site-header__name" href="/">${name ?? i18n.t("site.name")}</a>
    </p>`;
}

function display({ now, other }, { t, formatWeekday }) {
  return html`
    <div class="display" id="display" role="group" aria-label="${t("display.title")}">
      <p class="display__date">${formatWeekday(now)}</p>
      <button type="button" class="later" data-step="-1" aria-label="${t("display.smaller")}">A−</button>
      <button type="button" class="later" data-step="0" aria-label="${t("display.usual")}">A</button>
      <button type="button" class="later" data-step="1" aria-label="${t("display.larger")}">A+</button>
      <select class="later" data-theme-choice aria-label="${t("display.theme")}">${THEMES.map((theme) => html`
        <option value="${theme}">${t(`display.theme.${theme}`)}</option>`)}</select>
      <a href="${other.href}" hreflang="${other.language}" lang="${other.language}">${t("language.other")}</a>
    </div>`;
}
