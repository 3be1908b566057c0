/** Where one can go: the portal's own pages, its categories, and what every portal has. Pure. */
import { categoryUrl, pageUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";

/** The standing page whose words stand beside the officials': its place in the menu is that of /lien-he. */
const CONTACT = "lien-he";
const MOST_PAGES = 2;

/** `path` is where the reader is. What could not be had (null) is left out. */
export function siteMenu({ categories, pages }, path, i18n) {
  const { t } = i18n;
  const link = (href, words, lang = null) => html`
    <a class="menu__link" href="${href}"${href === path && html` aria-current="page"`}${lang}>${words}</a>`;
  return html`
    <nav class="menu" id="menu" aria-label="${t("menu.title")}">
      <ul class="wrap menu__list">
        <li>${link("/", t("menu.home"))}</li>
        ${pageItems(pages ?? [], link, i18n)}
        ${categoryItem(categories ?? [], link, i18n)}
        <li>${link("/thong-bao", t("menu.notices"))}</li>
        <li>${link("/van-ban", t("menu.legal"))}</li>
        <li>${link("/lich-lam-viec", t("menu.calendar"))}</li>
        <li>${link("/lien-he", t("menu.contact"))}</li>
      </ul>
    </nav>`;
}

function short(page) {
  return page.menu_title ?? page.title;
}

/** More than a few do not fit: they are one group. */
function pageItems(all, link, i18n) {
  const pages = all.filter(({ slug }) => slug !== CONTACT);
  const item = (page) => link(pageUrl(page), short(page), i18n.lang());
  const heads = tops(pages);
  if (heads.length > MOST_PAGES) return group(i18n.t("menu.about"), tree(pages, item));
  return heads.map((page) => {
    const below = pages.filter(({ parent }) => parent === page.slug);
    return below.length ? group(html`<span${i18n.lang()}>${short(page)}</span>`, flat([page, ...below], item)) : flat([page], item);
  });
}

function categoryItem(categories, link, i18n) {
  const item = (category) => link(categoryUrl(category), category.menu_title ?? category.name, i18n.lang());
  return categories.length > 0 && group(i18n.t("menu.news"), tree(categories, item));
}

function flat(all, item) {
  return all.map((each) => html`<li>${item(each)}</li>`);
}

function tree(all, item) {
  return tops(all).map((top) => {
    const below = all.filter(({ parent }) => parent === top.slug);
    return html`<li>${item(top)}${below.length > 0 && html`<ul>${flat(below, item)}</ul>`}</li>`;
  });
}

function group(words, items) {
  return html`
    <li><details class="menu__group" name="menu">
      <summary class="menu__link">${words}</summary>
      <ul class="menu__panel">${items}</ul>
    </details></li>`;
}

/** Those without a parent; one whose parent is not public stands for itself. */
function tops(all) {
  const slugs = new Set(all.map(({ slug }) => slug));
  return all.filter(({ parent }) => !slugs.has(parent));
}
