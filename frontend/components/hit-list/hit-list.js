/** What a search has found, each with the place where it holds what was looked for. Pure. */
import { weekUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { itemUrl } from "../../lib/items.js";
import { mark } from "../mark/mark.js";

const CHARACTERS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'" };

export function hitList(hits, i18n) {
  return html`<ol class="hit-list" data-search-hits>${hitItems(hits, i18n)}</ol>`;
}

/** What a later page adds to the list. */
export function hitItems(hits, i18n) {
  return html`${hits.map((hit) => html`
    <li class="hit">
      <p class="hit__facts"><span class="hit__type">${i18n.t(`search.type.${hit.type}`)}</span> ${when(hit, i18n)}${expired(hit, i18n)}</p>
      <h2 class="hit__title"><a href="${addressOf(hit)}"${i18n.lang()}>${marked(hit.highlights.title)}</a></h2>
      ${place(hit.highlights, i18n)}
    </li>`)}`;
}

/**
 * A highlight of the API: HTML in which `<mark>` alone is markup. It is read as text and written anew, so that nothing
 * else can become an element, whatever stands in it.
 */
export function marked(highlight) {
  // With the marks cut off, every second part stood between them.
  return highlight.split(/<\/?mark>/).map((part, index) => (index % 2 ? html`<mark>${plain(part)}</mark>` : plain(part)));
}

function plain(text) {
  return text.replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (character) => CHARACTERS[character]);
}

/** The lead where it holds something, else the place of the body that does. */
function place({ lead, body }, { lang }) {
  const text = lead?.includes("<mark>") ? lead : body ?? lead;
  return text && html`<p class="hit__text"${lang()}>${marked(text)}</p>`;
}

function expired({ active }, { t }) {
  return active === false && html` ${mark("expired", t("notice.expired"))}`;
}

/** When it was published; an entry of the calendar stands in a week. */
function when(hit, { t, formatDate }) {
  if (hit.slug) return html`<time datetime="${hit.published_at}">${formatDate(hit.published_at)}</time>`;
  const [year, number] = weekOf(hit).split("-W");
  return html`<span>${t("search.week", { number, year })}</span>`;
}

function addressOf(hit) {
  return hit.slug ? itemUrl(hit.type, hit) : weekUrl(weekOf(hit));
}

function weekOf({ url }) {
  return url.split("/").pop();
}
