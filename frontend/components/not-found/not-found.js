/** What stands where nothing is: what may be meant, and a form to look for it. Pure. */
import { html } from "../../lib/html.js";
import { TYPES, itemUrl } from "../../lib/items.js";
import { homeLink, state } from "../page-state/page-state.js";

/** Nothing was ever public at this address; its words are not shown, for whoever has invented it. `near` are `{href, title}`. */
export function notFoundState({ t, lang, languageField }, near = []) {
  return state(t("missing.title"), html`
    <p>${t("missing.text")}</p>
    ${near.length > 0 && html`
      <h2 class="section__title">${t("missing.near")}</h2>
      <ul class="page-state__near">${near.map(({ href, title }) => html`<li><a href="${href}"${lang()}>${title}</a></li>`)}</ul>`}
    <form class="page-state__search" action="/tim-kiem">${languageField}
      <input name="q" type="search" maxlength="100" aria-label="${t("search.words")}">
      <button class="button">${t("search.find")}</button>
    </form>
    ${homeLink(t)}`);
}

/** What a search has found, as far as it has a page of its own. */
export function nearOf(hits) {
  return hits.filter(({ type }) => TYPES.includes(type)).map((hit) => ({ href: itemUrl(hit.type, hit), title: hit.title }));
}
