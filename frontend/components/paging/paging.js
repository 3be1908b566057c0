/** The way through the pages of a list, which have addresses of their own: they can be shared, and need no script. Pure. */
import { html } from "../../lib/html.js";
import { cursorIn, withQuery } from "../../lib/query.js";

/** `url` is that of the first page, `next` where the API has what follows. */
export function paging(url, next, isFirst, { t }) {
  const cursor = cursorIn(next);
  if (!cursor && isFirst) return null;
  return html`
    <nav class="paging" aria-label="${t("paging.title")}">
      ${!isFirst && html`<a class="button" href="${url}">${t("paging.first")}</a>`}
      ${cursor && html`<a class="button" rel="next" href="${withQuery(url, { cursor })}">${t("paging.older")}</a>`}
    </nav>`;
}
