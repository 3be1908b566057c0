/** The head of a page: what search engines, link previews and feed readers are told. */
import { html } from "../lib/html.js";
import { LANGUAGES, USUAL } from "../lib/i18n.js";
import { alternates } from "./alternates.js";
import { described, shortened } from "./description.js";
import { dublinCore } from "./dublin-core.js";
import { legislation } from "./legislation.js";
import { events, news, organisation } from "./linked-data.js";

const LOCALES = { vi: "vi_VN", en: "en_US" };

/**
 * `facts` are what a page's module says of itself: its `headline`; where it has them, the item it is `about` (with
 * `isNews` where that was published on a day), a `category`, a `description`, a `section`, a `canonical` address elsewhere,
 * the `entries` of a calendar, `isOffice` where it tells how to reach the authority; `isHidden` from search engines; and
 * what alternates.js reads. `{title, isIndexed, markup, data}`, `data` for JSON-LD.
 */
export function head(facts, site, visit, i18n) {
  const { language } = i18n;
  const { about, headline, isHidden = false } = facts;
  const url = about?.url ?? pageUrl(site, visit, visit.path);
  const told = { ...facts, url: url + queryOf(language), description: shortened((facts.description ?? (about && described(about))) || `${headline} – ${site.name}`), isIndexed: !isHidden };
  const markup = html`${search({ canonical: told.url, ...told })}${told.isIndexed && languages(url)}${links(facts, site, visit, i18n)}${openGraph(told, site, visit, i18n)}${told.isIndexed && dublinCore(told, site, i18n)}`;
  return { title: titleOf(headline, site), isIndexed: !isHidden, markup, data: data(facts, site, visit) };
}

/** That of what stands in the place of a page; `site` is missing when nothing could be had. */
export function headOfState(headline, site, visit, i18n) {
  if (!site) return { title: headline, isIndexed: false, markup: null, data: null };
  const markup = html`${search({ isIndexed: false })}${links({}, site, visit, i18n)}${openGraph({ headline }, site, visit, i18n)}`;
  return { title: titleOf(headline, site), isIndexed: false, markup, data: null };
}

/** `Headline – Site`, as the page's own scripts write it. */
function titleOf(headline, { name }) {
  return headline === name ? name : `${headline} – ${name}`;
}

function pageUrl(site, { api }, path) {
  return (site.base_url || api) + path;
}

function search({ isIndexed, description, canonical }) {
  return html`${!isIndexed && html`<meta name="robots" content="noindex">\n`}${named("description", description)}${
    canonical && html`<link rel="canonical" href="${canonical}">\n`}`;
}

function queryOf(language) {
  return language === USUAL ? "" : `?lang=${language}`;
}

/** Where the page stands in each language; for whoever reads none of them it is the usual one. */
function languages(url) {
  const named = [...LANGUAGES.map((each) => [each, queryOf(each)]), ["x-default", ""]];
  return named.map(([language, query]) => html`<link rel="alternate" hreflang="${language}" href="${url}${query}">\n`);
}

function links(facts, site, visit, i18n) {
  return alternates(facts, site.name, visit, i18n).map(({ type, title, url }) =>
    html`<link rel="alternate" type="${type}" title="${title}" href="${url}">\n`);
}

function openGraph({ headline, url, description, about, category, isNews, section }, site, { api }, { language }) {
  const dated = isNews && about;
  return html`${property("og:type", isNews ? "article" : "website")}${property("og:locale", LOCALES[language])}${
    property("og:site_name", site.name)}${property("og:title", headline)}${property("og:description", description)}${
    property("og:url", url)}${url && picture(about ?? (category?.id ? category : site), api, headline)}${
    dated && property("article:published_time", about.published_at)}${
    dated && property("article:modified_time", about.updated_at)}${property("article:section", section)}`;
}

/** The server makes it. Whoever keeps pictures by their address takes a new one for what was corrected. */
function picture({ id, version }, api, headline) {
  const address = `${api}/v1/link-previews/${id}.jpg${version ? `?version=${version}` : ""}`;
  return html`${property("og:image", address)}${property("og:image:type", "image/jpeg")}${property("og:image:width", 1200)}${
    property("og:image:height", 630)}${property("og:image:alt", headline)}${named("twitter:card", "summary_large_image")}`;
}

function property(name, content) {
  return content && html`<meta property="${name}" content="${content}">\n`;
}

function named(name, content) {
  return content && html`<meta name="${name}" content="${content}">\n`;
}

/** What machines are told of one thing, by its type. */
const ITEMS = { article: news, notice: news, legal_document: legislation };

function data({ about, entries, isOffice }, site, visit) {
  const item = ITEMS[about?.type];
  if (item) return item(about, site);
  if (isOffice) return organisation(site, pageUrl(site, visit, "/"));
  return entries?.length ? events(entries, site) : null;
}
