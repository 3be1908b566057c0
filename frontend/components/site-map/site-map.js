/** All that the portal has, on one page: its standing pages, categories, lists and feeds. Pure. */
import { categoryUrl, pageUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";

export const SITE_MAP = "/so-do-cong";

/** `categories` and `pages` are `{items, next}`: of what follows it is said that it does; `feeds` are `{url, title}`. */
export function siteMapView({ categories, pages, feeds }, i18n) {
  const { t, lang } = i18n;
  const own = [
    ["/", "menu.home"], ["/tin-theo-thang", "month.all"], ["/thong-bao", "menu.notices"], ["/van-ban", "menu.legal"], ["/lich-lam-viec", "menu.calendar"],
    ["/lanh-dao", "leaders.title"], ["/lien-he", "menu.contact"], ["/tim-kiem", "search.title"],
  ];
  return html`
    ${breadcrumb([], i18n)}
    <h1 class="page-title">${t("map.title")}</h1>
    <div class="site-map">
      ${part(t("map.portal"), own.map(([href, words]) => html`<li><a href="${href}">${t(words)}</a></li>`))}
      ${part(t("menu.about"), tree(pages.items, pageUrl, lang), others(pages, i18n))}
      ${part(t("menu.news"), tree(categories.items, categoryUrl, lang), others(categories, i18n))}
      ${part(t("map.feeds"), feeds.map(({ url, title }) => html`<li><a href="${url}">${title}</a></li>`))}
    </div>`;
}

function part(title, items, more = null) {
  return items.length > 0 && html`<section><h2 class="section__title">${title}</h2><ul>${items}</ul>${more}</section>`;
}

function others({ items, next }, { t }) {
  return next && html`<p><a href="/tim-kiem">${t("map.first", { count: items.length })}</a></p>`;
}

/** Each below its parent; one whose parent is not public stands for itself. */
function tree(all, urlOf, lang) {
  const slugs = new Set(all.map(({ slug }) => slug));
  const item = (each) => html`<li><a href="${urlOf(each)}"${lang()}>${each.title ?? each.name}</a>${below(each)}</li>`;
  const below = ({ slug }) => {
    const children = all.filter(({ parent }) => parent === slug);
    return children.length > 0 && html`<ul>${children.map(item)}</ul>`;
  };
  return all.filter(({ parent }) => !slugs.has(parent)).map(item);
}
