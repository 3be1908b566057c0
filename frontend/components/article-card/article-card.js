/** One article in a list. Pure: same article and language, same markup. */
import { articleUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { picture } from "../picture/picture.js";

const SIZES = "(min-width: 62rem) 23rem, (min-width: 40rem) 46vw, 7rem";
const LEAD_SIZES = "(min-width: 76rem) 48rem, (min-width: 62rem) 62vw, 94vw";

/**
 * `prominent` is the first of a page; `eager` its image's loading; `level` that of its heading, for it stands below
 * different ones. `textFirst` has the picture behind the words, in the order in which both are sent: what a sheet moves
 * up is moved again while a slow phone still reads the page.
 */
export function articleCard(article, i18n, { prominent = false, eager = false, level = 3, textFirst = false } = {}) {
  const link = html`<a href="${articleUrl(article)}">${article.title}</a>`;
  const title = level === 2 ? html`<h2 class="article-card__title">${link}</h2>` : html`<h3 class="article-card__title">${link}</h3>`;
  const shown = cover(article.cover, { sizes: prominent ? LEAD_SIZES : SIZES, eager });
  return html`
    <article class="article-card${prominent && html` article-card--prominent`}"${i18n.lang(article.language)}>
      ${!textFirst && shown}
      <div class="article-card__text">
        ${title}
        ${facts(article, i18n)}
        ${article.lead && html`<p class="article-card__lead">${article.lead}</p>`}
      </div>
      ${textFirst && shown}
    </article>`;
}

// The title beside it says what the article is: here the picture is decoration.
function cover(image, options) {
  return image && html`<div class="article-card__cover">${picture(image, { ...options, alt: "" })}</div>`;
}

function facts(article, { formatDate }) {
  return html`
    <p class="article-card__facts">
      ${article.category && html`<span class="article-card__category">${article.category.name}</span>`}
      <time datetime="${article.published_at}">${formatDate(article.published_at)}</time>
    </p>`;
}
