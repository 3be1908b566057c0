/** The articles of one category, page by page. Pure. */
import { categoryUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { articleList } from "../article-list/article-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { paging } from "../paging/paging.js";

/**
 * `category` is `{slug, name, parent, below}`: the category above it, or null, and those below it; `asked` is
 * the page's query, by which `page` (`{items, next}`) was chosen.
 */
export function categoryView(category, page, i18n, asked = {}) {
  return html`
    ${breadcrumb([category.parent && step(category.parent, i18n)], i18n)}
    <h1 class="page-title"${i18n.lang()}>${category.name}</h1>
    ${below(category.below, i18n)}
    ${page.items.length ? articleList(page.items, i18n, { large: asked.cursor ? 0 : 1, level: 2 }) : html`<p>${i18n.t("list.empty")}</p>`}
    ${paging(categoryUrl(category), page.next, asked, i18n)}`;
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
