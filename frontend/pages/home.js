/** The home page: all of it in one answer. */
import { homeView } from "../components/home/home.js";

export const home = { view, head };

/** How many of the newest articles the API puts on a home page: fewer mean that there are no older ones. */
const NEWEST = 12;

function view({ home }, i18n, { today }) {
  return homeView(home, today, i18n, { hasMore: home.articles.length >= NEWEST });
}

function head({ site }) {
  const { name: headline, organisation, address } = site;
  return { headline, description: [organisation, address].filter(Boolean).join(", "), isOffice: true };
}
