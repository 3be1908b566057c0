/** The page of the search: what is looked for, and what was found. Pure. */
import { DAY } from "../../lib/dates.js";
import { html } from "../../lib/html.js";
import { TYPES as ITEMS } from "../../lib/items.js";
import { cursorIn, withQuery } from "../../lib/query.js";
import { hitList } from "../hit-list/hit-list.js";

export const TYPES = [...ITEMS, "calendar_entry"];
export const SHORTEST = 2;
const LONGEST = 100;

/**
 * What the query of an address, or a form, asks for: `{q, type, from, to, cursor}`; what it does not name, or names
 * wrongly, is null. Where `q` is null there is nothing to look for.
 */
export function askedOf(query) {
  const known = (name, isKnown) => {
    const value = query[name]?.trim();
    return value && isKnown(value) ? value : null;
  };
  return {
    q: known("q", (text) => text.length >= SHORTEST),
    type: known("loai", (type) => TYPES.includes(type)),
    from: known("tu", (day) => DAY.test(day)),
    to: known("den", (day) => DAY.test(day)),
    cursor: query.cursor || null,
  };
}

/** The address that asks for it, on this site, whatever host these pages are on. */
export function searchUrl({ q = null, type = null, from = null, to = null, cursor = null }) {
  return withQuery("/tim-kiem", { q, loai: type, tu: from, den: to, cursor });
}

/** The form, and what it finds: an `outcome` is `{page}` or `{error}` of the API, neither where nothing was asked. */
export function searchView(asked, outcome, i18n) {
  const { t } = i18n;
  return html`
    <div class="search">
      <h1 class="search__title">${t("search.title")}</h1>
      <form class="search__form" role="search" action="/tim-kiem">${i18n.languageField}
        <p class="search__words">
          <label class="visually-hidden" for="q">${t("search.words")}</label>
          <input id="q" name="q" type="search" maxlength="${LONGEST}" autocomplete="off" enterkeyhint="search" value="${asked.q}">
          <button class="button">${t("search.find")}</button>
        </p>
        ${choice(asked, t)}
      </form>
      <p class="search__status" role="status" data-search-status>${statusWords(outcome, asked, i18n)}</p>
      <p class="search__retry" hidden data-search-retry><button type="button" class="button">${t("unreachable.retry")}</button></p>
      <div class="search__results" data-search-results data-later>${resultsView(outcome.page, asked, i18n)}</div>
    </div>`;
}

function choice(asked, t) {
  return html`
    <details class="search__choice"${isFiltered(asked) && html` open`}>
      <summary>${t("search.choose")}</summary>
      <div class="search__choices">
        <p><label for="loai">${t("search.type")}</label>
          <select id="loai" name="loai">
            <option value="">${t("search.all")}</option>
            ${TYPES.map((type) => html`
              <option value="${type}"${type === asked.type && html` selected`}>${t(`search.type.${type}`)}</option>`)}
          </select></p>
        <p><label for="tu">${t("search.from")}</label> <input id="tu" name="tu" type="date" value="${asked.from}"></p>
        <p><label for="den">${t("search.to")}</label> <input id="den" name="den" type="date" value="${asked.to}"></p>
      </div>
    </details>`;
}

/** `page` is the API's answer to what was asked; null where nothing was. */
export function resultsView(page, asked, i18n) {
  const { t } = i18n;
  if (!page) return hints([t("search.hint.short"), t("search.hint.phrase"), t("search.hint.number")]);
  if (page.items.length) return html`${hitList(page.items, i18n)}${paging(page.next, asked, t)}`;
  if (isPart(page, asked)) return paging(page.next, asked, t);
  const all = html`<a href="${searchUrl({ q: asked.q })}">${t("search.unfiltered")}</a>`;
  return hints([t("search.hint.fewer"), t("search.hint.plain"), ...(isFiltered(asked) ? [all] : [])]);
}

/** The address of what follows a page; null after the last. While one types, whole words are a search of their own. */
export function followingUrl(next, asked) {
  const cursor = cursorIn(next);
  return cursor ? searchUrl({ ...asked, cursor: asked.prefix ? null : cursor }) : null;
}

/** What is said of an answer, or of the failure to get one. */
export function statusWords({ page, error }, asked, { t, formatNumber }) {
  if (error) return failureWords(error, t);
  if (!page) return "";
  const { length } = page.items;
  if (isPart(page, asked)) return length ? t("search.on_page", { count: formatNumber(length) }) : emptyWords(page, t);
  const count = page.total ?? length;
  return count ? t("search.found", { count: formatNumber(count) }) : t("search.none");
}

/** A phrase of common words is looked for page by page, and nobody knows how often it stands somewhere. */
function isPart({ total, next }, { cursor }) {
  return total === null && Boolean(next || cursor);
}

function emptyWords({ next }, t) {
  return next ? t("search.not_yet") : t("search.no_more");
}

function failureWords({ status, wait }, t) {
  if (status === 400) return t("search.refused");
  if (status !== 429) return t("search.failed");
  return wait ? t("search.busy_for", { seconds: wait }) : t("search.busy");
}

function hints(lines) {
  return html`<ul class="search__hints">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function paging(next, asked, t) {
  const following = followingUrl(next, asked);
  return (following || asked.cursor) && html`
    <nav class="paging" aria-label="${t("search.pages")}">
      ${asked.cursor && html`<a class="button" href="${searchUrl({ ...asked, cursor: null })}">${t("search.first")}</a>`}
      ${following && html`<a class="button" rel="next" href="${following}" data-search-more>${t("search.more")}</a>`}
    </nav>`;
}

function isFiltered({ type, from, to }) {
  return Boolean(type || from || to);
}
