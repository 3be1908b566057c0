/** The home page: banners and news, with notices, the calendar and what is read most beside them. Pure. */
import { categoryUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { articleCard } from "../article-card/article-card.js";
import { articleList, moreButton } from "../article-list/article-list.js";
import { headerBanners } from "../banner-list/banner-list.js";
import { mostRead } from "../most-read/most-read.js";
import { noticeList } from "../notice-list/notice-list.js";
import { sideView } from "../side/side.js";

/** `home` is the API's answer, `today` a date; `hasMore` when there are articles older than those in it. */
export function homeView(home, today, i18n, { hasMore = false } = {}) {
  const [lead, others] = leading(home);
  const shown = new Set([lead, ...others].filter(Boolean).map(({ id }) => id));
  const newest = home.articles.filter(({ id }) => !shown.has(id));
  return html`
    <h1 class="visually-hidden"${i18n.lang()}>${home.site.name}</h1>
    ${headerBanners(home.banners.header)}
    <div class="home columns">
      <div class="home__lead">${lead ? featured(lead, others, home, i18n) : html`<p>${i18n.t("list.empty")}</p>`}</div>
      <div class="home__notices">${noticeList(home.notices, i18n)}</div>
      <div class="home__news">${news(newest, hasMore, i18n)}</div>
      <div class="home__side side">
        ${sideView({ banners: home.banners.sidebar, week: home.calendar }, today, i18n)}
        ${mostRead(home.most_read, i18n)}
      </div>
    </div>`;
}

/** The first of what is featured, and the rest of it; where nothing is, the newest leads. */
function leading({ featured: chosen, articles }) {
  const [lead, ...others] = chosen.length ? chosen : articles.slice(0, 1);
  return [lead, others];
}

function featured(lead, others, home, i18n) {
  const title = home.featured.length ? i18n.t("home.featured") : i18n.t("home.newest");
  return html`
    <section aria-labelledby="featured-title">
      <h2 class="section__title" id="featured-title">${title}</h2>
      ${articleCard(lead, i18n, { prominent: true, eager: true })}
      ${others.length > 0 && html`<div class="home__others">${articleList(others, i18n)}</div>`}
    </section>`;
}

function news(articles, hasMore, i18n) {
  return html`
    ${byCategory(articles).map(([category, ofIt]) => block(category, ofIt, i18n))}
    ${hasMore && html`${articleList([], i18n, { isGrowing: true })}${moreButton(i18n)}`}`;
}

/** Categories in the order of their newest article; what has none comes last. */
function byCategory(articles) {
  const found = new Map();
  for (const article of articles) {
    const slug = article.category?.slug ?? "";
    found.set(slug, [...(found.get(slug) ?? []), article]);
  }
  return [...found].sort(([one], [other]) => Number(!one) - Number(!other)).map(([, all]) => [all[0].category, all]);
}

function block(category, articles, i18n) {
  const id = `newest-${category?.slug ?? "others"}`;
  const words = category
    ? html`<a href="${categoryUrl(category)}"${i18n.lang()}>${category.name}</a>`
    : i18n.t("home.newest");
  return html`
    <section class="home__category" aria-labelledby="${id}">
      <h2 class="section__title" id="${id}">${words}</h2>
      ${articleList(articles, i18n)}
    </section>`;
}
