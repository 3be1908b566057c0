/** The notices that the address asks for. */
import { choiceOf, noticesView } from "../components/notices/notices.js";

export const notices = { view, head };

function view({ notices }, i18n, { query }) {
  return noticesView(notices, choiceOf(query), i18n);
}

/** Further pages and choices among them are other views of what has an address already. */
function head({ site }, { t }, { query }) {
  const headline = t("notices.title");
  return { headline, description: `${headline} – ${site.name}`, feed: { of: "notices", title: headline }, isHidden: Object.keys(query).length > 0 };
}
