/** The newest articles, with a button for older ones while there are any. */
import { html } from "../../lib/html.js";
import { articleCard } from "../article-card/article-card.js";

/** `page` is a list of the API: `{items, next}`. */
export function articleList(page, i18n) {
  if (!page.items.length) return html`<p>${i18n.t("list.empty")}</p>`;
  return html`
    <ol class="article-list" data-list>${page.items.map((article, index) =>
      item(article, i18n, { prominent: index === 0, eager: index === 0 }))}</ol>
    ${page.next && html`
      <p class="article-list__status" role="status" data-list-status></p>
      <button type="button" class="button" data-list-more>${i18n.t("list.more")}</button>`}`;
}

/** What a later page adds to the list. */
export function moreItems(page, i18n) {
  return html`${page.items.map((article) => item(article, i18n, {}))}`;
}

function item(article, i18n, options) {
  return html`<li class="article-list__item">${articleCard(article, i18n, options)}</li>`;
}
