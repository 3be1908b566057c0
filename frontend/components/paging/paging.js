/** The way through the pages of a list, which have addresses of their own: they can be shared, and need no script. Pure. */
import { html } from "../../lib/html.js";
import { cursorIn, withQuery } from "../../lib/query.js";

/** What a page of a list reads of its address, and what the API calls it: `nguoc` is the page before that of the cursor. */
export const READS = { cursor: "", nguoc: "true" };
export const FILTERS = { cursor: "cursor", backwards: "nguoc" };
const BACK = { nguoc: "true" };

/** `url` is that of the first page, `next` where the API has what follows, or, on the way back, what comes before. */
export function paging(url, next, { cursor = null, nguoc = null }, { t }) {
  const following = cursorIn(next);
  const [newer, older] = nguoc ? [following, cursor] : [cursor, following];
  return (newer || older) && html`
    <nav class="paging" aria-label="${t("paging.title")}">
      ${newer && html`<a class="button" rel="prev" href="${withQuery(url, { cursor: newer, ...BACK })}">${t("paging.newer")}</a>`}
      ${older && html`<a class="button" rel="next" href="${withQuery(url, { cursor: older })}">${t("paging.older")}</a>`}
    </nav>`;
}

/** Of a list that the API reads forward only: the way back is the browser's, or the first page. `urlOf(cursor)` is a page of it. */
export function onward(urlOf, next, cursor, { title, more }, { t }) {
  const following = cursorIn(next);
  return (following || cursor) && html`
    <nav class="paging" aria-label="${title}">
      ${cursor && html`<a class="button" href="${urlOf(null)}">${t("paging.first")}</a>`}
      ${following && html`<a class="button" rel="next" href="${urlOf(following)}">${more}</a>`}
    </nav>`;
}
