/** What others read most: titles and how often. */
import { articleUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";

/** Nothing when nothing was read yet. */
export function mostRead(articles, { t, lang, formatNumber }) {
  return articles.length > 0 && html`
    <section class="panel" aria-labelledby="most-read-title">
      <h2 class="panel__title" id="most-read-title">${t("most_read.title")}</h2>
      <ol class="most-read">${articles.map((article) => html`
        <li><a href="${articleUrl(article)}"${lang(article.language)}>${article.title}</a>
          <span class="most-read__views">${t("article.views", { count: formatNumber(article.views) })}</span></li>`)}</ol>
    </section>`;
}
