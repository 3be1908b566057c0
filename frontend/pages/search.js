/** The search: a form, and what was found; `problem` is what the API says of the question instead. */
import { askedOf, searchView } from "../components/search/search.js";

export const search = { view, head };

function view({ hits, problem }, i18n, { query }) {
  const outcome = { page: hits, error: problem && { status: problem.status } };
  return searchView(askedOf(query), outcome, i18n);
}

/** Whatever is looked for in it, it is one page, and none that others should find. */
function head({ site }, { t }) {
  const headline = t("search.title");
  return { headline, description: `${headline} – ${site.name}`, isHidden: true };
}
