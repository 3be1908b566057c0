/** Who leads the commune, as the law asks to tell it. */
import { leadersView } from "../components/leaders/leaders.js";

export const leaders = { at: ["/lanh-dao"], asks: { officials: "/v1/officials?site={site}&limit=100" }, reads: { cursor: "" }, filters: { cursor: "cursor" }, view, head };

function view({ officials }, i18n, { query }) {
  return leadersView(officials, query.cursor, i18n);
}

/** Further pages are other views of what has an address already. */
function head({ site, officials }, { t }, { query }) {
  const names = officials.items.map(({ name, position }) => [name, position].filter(Boolean).join(", ")).slice(0, 3);
  return { headline: t("leaders.title"), description: [site.name, ...names].join("; "), isHidden: Boolean(query.cursor) };
}
