/** Who leads the commune, as the law asks to tell it. */
import { leadersView } from "../components/leaders/leaders.js";

export const leaders = { at: ["/lanh-dao"], asks: { officials: "/v1/officials?site={site}&limit=100" }, view, head };

function view({ officials }, i18n) {
  return leadersView(officials.items, i18n);
}

function head({ site, officials }, { t }) {
  const names = officials.items.map(({ name, position }) => [name, position].filter(Boolean).join(", ")).slice(0, 3);
  return { headline: t("leaders.title"), description: [site.name, ...names].join("; ") };
}
