/** The articles of one month. Pure. */
import { html } from "../../lib/html.js";
import { formatMonth, monthUrl } from "../../lib/months.js";
import { articleList } from "../article-list/article-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { paging } from "../paging/paging.js";

/** `earlier` and `later` are the nearest months that have articles, or null; `page` is `{items, next}`, `asked` the query. */
export function monthView({ month, earlier, later }, page, i18n, asked = {}) {
  const { t } = i18n;
  return html`
    ${breadcrumb([], i18n)}
    <h1 class="page-title">${t("month.title", { month: formatMonth(month) })}</h1>
    ${page.items.length ? articleList(page.items, i18n, { large: asked.cursor ? 0 : 1, level: 2 }) : html`<p>${t("month.empty")}</p>`}
    ${paging(monthUrl(month), page.next, asked, i18n)}
    ${(earlier || later) && html`
      <nav class="paging" aria-label="${t("month.others")}">
        ${earlier && html`<a class="button" rel="prev" href="${monthUrl(earlier)}">${t("month.named", { month: formatMonth(earlier) })}</a>`}
        ${later && html`<a class="button" rel="next" href="${monthUrl(later)}">${t("month.named", { month: formatMonth(later) })}</a>`}
      </nav>`}`;
}
