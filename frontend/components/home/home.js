/** The home page: today and the newest first, then notices, news and banners, the calendar and what is read most. Pure. */
import { categoryUrl } from "../../lib/addresses.js";
import { dayAt } from "../../lib/dates.js";
import { html } from "../../lib/html.js";
import { monthUrl } from "../../lib/months.js";
import { withQuery } from "../../lib/query.js";
import { articleCard } from "../article-card/article-card.js";
import { articleList, moreButton } from "../article-list/article-list.js";
import { headerBanners } from "../banner-list/banner-list.js";
import { mostRead } from "../most-read/most-read.js";
import { myArea } from "../my-area/my-area.js";
import { noticeList } from "../notice-list/notice-list.js";
import { sideView } from "../side/side.js";
import { taskList, todayView } from "../today/today.js";
import { updated } from "../updated/updated.js";

/** `home` is the API's answer, `now` a moment; `hasMore` when there are articles older than those in it. */
export function homeView(home, now, i18n, { hasMore } = {}) {
  const [lead, ...others] = home.articles;
  const featured = home.featured.filter(({ id }) => id !== lead?.id);
  const shown = new Set(featured.map(({ id }) => id));
  return html`
    <h1 class="visually-hidden"${i18n.lang()}>${home.site.name}</h1>
    ${first(home, now, i18n)}
    <div class="home columns">
      <div class="home__lead">${lead ? leading(lead, i18n) : html`<p>${i18n.t("list.empty")}</p>`}</div>
      ${notices(home, i18n)}
      <div class="home__news">
        ${featured.length > 0 && featuring(featured, i18n)}
        ${headerBanners(home.banners.header, i18n)}
        ${news(others.filter(({ id }) => !shown.has(id)), hasMore, i18n)}
      </div>
      <div class="home__side side">${homeSide(home, now, i18n)}</div>
    </div>`;
}

/** Banners, the rest of the week from the day of `now` on, and what is read most. */
export function homeSide(home, now, i18n) {
  return html`
    ${sideView({ banners: home.banners.sidebar, week: home.calendar }, dayAt(now), i18n)}
    ${mostRead(home.most_read.filter(({ views }) => views), i18n)}`;
}

/** What people come for, before anything is told them. */
function first(home, now, i18n) {
  const today = todayView(home, now, i18n);
  const tasks = taskList(home.site, i18n);
  return (today || tasks) && html`
    <div class="home__first columns">
      ${today && html`<section class="today" aria-labelledby="today-title" data-today>${today}</section>`}
      ${tasks}
    </div>`;
}

function leading(lead, i18n) {
  return html`
    <section aria-labelledby="newest-title">
      <h2 class="section__title" id="newest-title">${i18n.t("home.newest")}</h2>
      ${articleCard(lead, i18n, { prominent: true, eager: true, textFirst: true })}
      ${updated(lead.updated_at, i18n)}
    </section>`;
}

/** What is beside the newest on a wide screen, and below it on a phone; no place is kept where there is nothing. */
function notices(home, i18n) {
  const area = myArea(home.site.areas, undefined, (each) => withQuery("/thong-bao", { "dia-ban": each }), i18n);
  const list = noticeList(home.notices, i18n);
  return (area || list) && html`<div class="home__notices">${area}${list}</div>`;
}

function featuring(articles, i18n) {
  return html`
    <section class="home__featured" aria-labelledby="featured-title">
      <h2 class="section__title" id="featured-title">${i18n.t("home.featured")}</h2>
      ${articleList(articles, i18n)}
    </section>`;
}

function news(articles, hasMore, i18n) {
  return html`
    ${byCategory(articles).map(([category, ofIt]) => block(category, ofIt, i18n))}
    ${hasMore && html`${articleList([], i18n, { isGrowing: true })}${moreButton(i18n)}`}
    <p class="more"><a href="${monthUrl()}">${i18n.t("month.all")}</a></p>`;
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
    : i18n.t("home.others");
  return html`
    <section class="home__category" aria-labelledby="${id}">
      <h2 class="section__title" id="${id}">${words}</h2>
      ${articleList(articles, i18n)}
    </section>`;
}
