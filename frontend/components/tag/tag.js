/** The articles of one tag, page by page. Pure. */
import { tagUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { articleList } from "../article-list/article-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { paging } from "../paging/paging.js";

/** `page` is `{items, next}`; `asked` is the page's query, by which it was chosen. */
export function tagView(name, page, i18n, asked = {}) {
  return html`
    ${breadcrumb([], i18n)}
    <h1 class="page-title">${i18n.t("tag.title", { name })}</h1>
    ${articleList(page.items, i18n, { large: asked.cursor ? 0 : 1, level: 2 })}
    ${paging(tagUrl(name), page.next, asked, i18n)}`;
}
