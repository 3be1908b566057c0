/** Articles side by side, and the button that adds older ones. */
import { html } from "../../lib/html.js";
import { articleCard } from "../article-card/article-card.js";

/**
 * So many of the first are shown `large`; a list that `isGrowing` is the one that gets older ones; `level` is that of
 * the headings.
 */
export function articleList(articles, i18n, { large = 0, isGrowing = false, level = 3 } = {}) {
  return html`
    <ol class="article-list"${isGrowing && html` data-list`}>${articles.map((article, index) =>
      item(article, i18n, { prominent: index < large, eager: large > 0 && index === 0, level }))}</ol>`;
}

/** The button, and the place where it says what it did. */
export function moreButton({ t }) {
  return html`
    <div class="more">
      <p class="more__status" role="status" data-list-status></p>
      <button type="button" class="button later" data-list-more>${t("list.more")}</button>
    </div>`;
}

/** What a later page adds to the list. */
export function moreItems(articles, i18n) {
  return html`${articles.map((article) => item(article, i18n, {}))}`;
}

function item(article, i18n, options) {
  return html`
    <li class="article-list__item${options.prominent && html` article-list__item--prominent`}">
      ${articleCard(article, i18n, options)}</li>`;
}
