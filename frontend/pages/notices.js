/** The notices that the address asks for. */
import { PAST, URGENCIES, choiceOf, noticesView } from "../components/notices/notices.js";

export const notices = {
  at: ["/thong-bao"],
  asks: { notices: "/v1/notices?site={site}&active={tinh-trang}&limit=20" },
  reads: { "tinh-trang": PAST, "muc-do": URGENCIES.join("|"), loai: "", "dia-ban": "", cursor: "" },
  says: { "tinh-trang": { [PAST]: "false", "": "true" } },
  filters: { urgency: "muc-do", kind: "loai", area: "dia-ban", cursor: "cursor" },
  view,
  head,
};

function view({ notices, site }, i18n, { query }) {
  return noticesView({ ...notices, areas: site ? site.areas : [] }, choiceOf(query), i18n);
}

/** Further pages and choices among them are other views of what has an address already. */
function head({ site }, { t }, { query }) {
  const headline = t("notices.title");
  return { headline, description: `${headline} – ${site.name}`, feed: { of: "notices", title: headline }, isHidden: Object.keys(query).length > 0 };
}
