/** The articles of one category, page by page. Pure. */
import { categoryUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { cursorIn, withQuery } from "../../lib/query.js";
import { articleList } from "../article-list/article-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";

/**
 * `category` is `{slug, name, parent, below}`: the category above it, or null, and those below it; `isFirst` tells
 * whether `page` (`{items, next}`) is the first of its articles.
 */
export function categoryView(category, page, i18n, { isFirst = true } = {}) {
  return html`
    ${breadcrumb([category.parent && step(category.parent, i18n)], i18n)}
    <h1 class="page-title"${i18n.lang()}>${category.name}</h1>
    ${below(category.below, i18n)}
    ${page.items.length ? articleList(page.items, i18n, { large: isFirst ? 1 : 0, level: 2 }) : html`<p>${i18n.t("list.empty")}</p>`}
    ${paging(category, page.next, isFirst, i18n)}`;
}

function step(category, { lang }) {
  return { href: categoryUrl(category), words: category.name, lang: lang() };
}

function below(categories, { t, lang }) {
  return categories.length > 0 && html`
    <nav class="chips" aria-label="${t("category.below")}">
      <ul>${categories.map((each) => html`<li><a href="${categoryUrl(each)}"${lang()}>${each.name}</a></li>`)}</ul>
    </nav>`;
}

/** Pages have addresses of their own: they can be shared, and work without a script. */
function paging(category, next, isFirst, { t }) {
  const cursor = cursorIn(next);
  if (!cursor && isFirst) return null;
  const older = cursor && withQuery(categoryUrl(category), { cursor });
  return html`
    <nav class="paging" aria-label="${t("paging.title")}">
      ${!isFirst && html`<a class="button" href="${categoryUrl(category)}">${t("paging.first")}</a>`}
      ${older && html`<a class="button" rel="next" href="${older}">${t("paging.older")}</a>`}
    </nav>`;
}
