/** The home page: all of it in one answer. */
import { homeView } from "../components/home/home.js";
import { nextTurn } from "../lib/today.js";

export const home = { at: ["/"], asks: { home: "/v1/home?site={site}" }, view, head, until };

/** So many of the newest articles are on a home page: fewer are all. */
export const NEWEST = 12;

function view({ home }, i18n, { now }) {
  return homeView(home, Date.parse(now), i18n, { hasMore: home.articles.length >= NEWEST });
}

function until({ home }, { now }) {
  return nextTurn(home, Date.parse(now));
}

function head({ site }) {
  const { name: headline, organisation, address } = site;
  return { headline, description: [organisation, address].filter(Boolean).join(", "), isOffice: true };
}
