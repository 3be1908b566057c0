/** One whole article: title, facts, lead, body, files, byline, source, corrections. Pure. */
import { articleUrl, categoryUrl, tagUrl } from "../../lib/addresses.js";
import { html, safeUrl } from "../../lib/html.js";
import { articleBody } from "../article-body/article-body.js";
import { attachmentList } from "../attachment-list/attachment-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { correctionList } from "../corrections/corrections.js";
import { picture } from "../picture/picture.js";
import { rating } from "../rating/rating.js";
import { shareBar } from "../share/share.js";
import { changed } from "../updated/updated.js";

/** So many letters fill the screen in large ones, in capitals above all. */
const LONG = 90;
const COVER_SIZES = "(min-width: 48rem) 44rem, 92vw";

/**
 * `related` and `side` are the markup of what stands below and beside it; where they follow later, for nobody waits for
 * them, they have their places: `data-related` and `data-side`.
 */
export function articleView(article, i18n, { related = null, side = null } = {}) {
  return html`
    ${breadcrumb([step(article.category, i18n)], i18n)}
    <div class="columns">
      <div>${whole(article, i18n)}<div data-related data-later>${related}</div></div>
      <div class="side" data-side data-later>${side}</div>
    </div>`;
}

function step(category, { lang }) {
  return category && { href: categoryUrl(category), words: category.name, lang: lang() };
}

function whole(article, i18n) {
  const lang = i18n.lang(article.language);
  return html`
    <article class="article" data-text>
      <header class="article__header">
        <h1 class="article__title${article.title.length > LONG && " article__title--long"}"${lang}>${article.title}</h1>
        ${facts(article, i18n)}
        ${shareBar(article.url, i18n)}
      </header>
      ${article.lead && html`<p class="article__lead"${lang}>${article.lead}</p>`}
      ${coverFigure(article, i18n)}
      <div class="article-body"${lang}>${articleBody(article.body?.html ?? "", article.images ?? [], i18n)}</div>
      ${attachmentList(article.attachments, i18n)}
      <footer class="article__footer">
        ${byline(article, i18n)}
        ${sourceLine(article.source, i18n)}
        ${tagList(article.tags, i18n)}
        ${correctionList(article.corrections, i18n)}
      </footer>
      ${rating(article, i18n)}
    </article>`;
}

/** Titles and dates of other articles; nothing when there are none. */
export function relatedArticles(articles, { t, lang, formatDate }) {
  return articles.length ? html`
    <section class="related" aria-labelledby="related-title">
      <h2 class="section__title" id="related-title">${t("article.related")}</h2>
      <ul class="related__list">${articles.map((article) => html`
        <li><a href="${articleUrl(article)}"${lang(article.language)}>${article.title}</a>
          <time datetime="${article.published_at}">${formatDate(article.published_at)}</time></li>`)}</ul>
    </section>` : html``;
}

function facts(article, i18n) {
  const { t, formatWeekday, formatTime, formatNumber } = i18n;
  const later = changed(article, i18n);
  const { published_at: at, views, reading_minutes: minutes } = article;
  return html`
    <ul class="article__facts">
      ${at && html`<li><time datetime="${at}">${formatWeekday(at)} ${formatTime(at)}</time></li>`}
      ${isNumber(views) && html`<li>${t("article.views", { count: formatNumber(views) })}</li>`}
      ${isNumber(minutes) && html`<li>${t("article.reading", { minutes: formatNumber(minutes) })}</li>`}
      ${later && html`<li class="article__updated">${t("page.updated")} ${later}</li>`}
    </ul>`;
}

function isNumber(value) {
  return typeof value === "number";
}

function coverFigure({ cover, images }, i18n) {
  // Editors often choose a photo of the body as cover: it is not shown twice.
  if (!cover || images?.some(({ id }) => id === cover.id)) return null;
  return html`
    <figure class="article__cover">
      ${picture(cover, { sizes: COVER_SIZES, eager: true })}
      ${coverCaption(cover, i18n)}
    </figure>`;
}

function coverCaption({ caption, credit }, { t, own }) {
  if (!caption && !credit) return null;
  return html`<figcaption>${own(caption)} ${credit && t("article.credit", { name: credit })}</figcaption>`;
}

function byline({ byline: name, author_role: role }, { lang }) {
  return name && html`<p class="article__byline"${lang()}>${name}${role && html`<span>, ${role}</span>`}</p>`;
}

function sourceLine(source, { t, own }) {
  if (!source?.name) return null;
  const url = safeUrl(source.canonical_url) ?? safeUrl(source.url);
  const name = url ? html`<a href="${url}" rel="noopener nofollow ugc">${own(source.name)}</a>` : own(source.name);
  return html`<p>${t("article.source")}: ${name}</p>`;
}

function tagList(tags, { t, lang }) {
  return tags?.length > 0 && html`<p>${t("article.tags")}: ${tags.map((each, index) => html`${index > 0 && ", "}<a href="${tagUrl(each)}"${lang()}>${each}</a>`)}</p>`;
}
