/** All that the portal has, for people: what stands around every page tells it. */
import { SITE_MAP, siteMapView } from "../components/site-map/site-map.js";

const NONE = { items: [], next: null };

export const siteMap = { at: [SITE_MAP], view, head };

function view({ categories, pages }, i18n, { site, api }) {
  const feeds = ["articles", "notices"].map((each) => ({ url: `${api}/feeds/${each}.rss?site=${site}`, title: `RSS: ${i18n.t(FEEDS[each])}` }));
  return siteMapView({ categories: categories ?? NONE, pages: pages ?? NONE, feeds }, i18n);
}

const FEEDS = { articles: "menu.news", notices: "menu.notices" };

function head({ site }, { t }) {
  return { headline: t("map.title"), description: t("map.description", { site: site.name }) };
}
