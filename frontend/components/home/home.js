/** The home page: banners and news, with notices, the calendar and what is read most beside them. Pure. */
import { html } from "../../lib/html.js";
import { articleList, moreButton } from "../article-list/article-list.js";
import { headerBanners, sideBanners } from "../banner-list/banner-list.js";
import { mostRead } from "../most-read/most-read.js";
import { noticeList } from "../notice-list/notice-list.js";
import { weekView } from "../week/week.js";

/** `home` is the API's answer; `hasMore` when there are articles older than those in it. */
export function homeView(home, i18n, { hasMore = false } = {}) {
  return html`
    <h1 class="visually-hidden">${home.site.name}</h1>
    ${headerBanners(home.banners.header)}
    <div class="home columns">
      <div class="home__news">${news(home, hasMore, i18n)}</div>
      <div class="home__side side">
        ${noticeList(home.notices, i18n)}
        ${sideBanners(home.banners.sidebar)}
        ${weekView(home.calendar, i18n)}
        ${mostRead(home.most_read, i18n)}
      </div>
    </div>`;
}

function news({ featured, articles }, hasMore, i18n) {
  if (!featured.length && !articles.length) return html`<p>${i18n.t("list.empty")}</p>`;
  const shown = new Set(featured.map(({ id }) => id));
  const others = articles.filter(({ id }) => !shown.has(id));
  return html`
    ${section("featured", featured, { large: featured.length }, i18n)}
    ${section("newest", others, { large: featured.length ? 0 : 1, isGrowing: true }, i18n)}
    ${hasMore && moreButton(i18n)}`;
}

function section(name, articles, options, i18n) {
  return articles.length > 0 && html`
    <section class="home__section" aria-labelledby="${name}-title">
      <h2 class="section__title" id="${name}-title">${i18n.t(`home.${name}`)}</h2>
      ${articleList(articles, i18n, options)}
    </section>`;
}
