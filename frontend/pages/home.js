/** The home page: all of it in one answer. */
import { homeView } from "../components/home/home.js";

export const home = { at: ["/"], asks: { home: "/v1/home?site={site}" }, view, head };

/** So many of the newest articles are on a home page: fewer are all. */
export const NEWEST = 12;

function view({ home }, i18n, { today }) {
  return homeView(home, today, i18n, { hasMore: home.articles.length >= NEWEST });
}

function head({ site }) {
  const { name: headline, organisation, address } = site;
  return { headline, description: [organisation, address].filter(Boolean).join(", "), isOffice: true };
}
