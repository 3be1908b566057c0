/** The articles of one tag, page by page. Pure. */
import { tagUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { articleList } from "../article-list/article-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { paging } from "../paging/paging.js";

/** `page` is `{items, next}`; `isFirst` tells whether it is the first of them. */
export function tagView(name, page, i18n, { isFirst = true } = {}) {
  return html`
    ${breadcrumb([], i18n)}
    <h1 class="page-title">${i18n.t("tag.title", { name })}</h1>
    ${articleList(page.items, i18n, { large: isFirst ? 1 : 0, level: 2 })}
    ${paging(tagUrl(name), page.next, isFirst, i18n)}`;
}
