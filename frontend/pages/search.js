/** The search: a form, and what was found; `problem` is what the API says of the question instead. */
import { SHORTEST, TYPES, askedOf, searchView } from "../components/search/search.js";
import { DAY } from "../lib/dates.js";

export const search = {
  at: ["/tim-kiem"],
  asks: { hits: "/v1/search?site={site}&q={q}&limit=10&total=true" },
  reads: { q: `[\\s\\S]{${SHORTEST},}`, loai: TYPES.join("|"), tu: DAY.source, den: DAY.source, cursor: "" },
  trims: ["q"],
  filters: { type: "loai", from: "tu", to: "den", cursor: "cursor" },
  needs: "q",
  tellsRefusals: true,
  view,
  head,
};

function view({ hits, problem }, i18n, { query }) {
  const outcome = { page: hits, error: problem && { status: problem.status } };
  return searchView(askedOf(query), outcome, i18n);
}

/** Whatever is looked for in it, it is one page, and none that others should find. */
function head({ site }, { t }) {
  const headline = t("search.title");
  return { headline, description: `${headline} – ${site.name}`, isHidden: true };
}

/** What was looked for comes first: that is what tells tabs and bookmarks apart. No head of ours says what others have made up. */
export function titleOf(words, t) {
  return words ? `${words} – ${t("search.title")}` : t("search.title");
}
