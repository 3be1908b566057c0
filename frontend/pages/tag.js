/** The articles of one tag, named by the last part of the address; `?cursor=` names a later page of them. */
import { FILTERS, READS } from "../components/paging/paging.js";
import { tagView } from "../components/tag/tag.js";
import { slugOf } from "../lib/slugs.js";

export const tag = {
  at: ["/tu-khoa/{slug}"],
  asks: { articles: "/v1/articles?site={site}&tag={slug}&limit=12" },
  reads: READS,
  filters: FILTERS,
  isThere,
  view,
  head,
};

/** A tag is there as long as an article has it. */
function isThere(found, visit) {
  return nameOf(found, visit) !== null;
}

function view(found, i18n, visit) {
  return tagView(nameOf(found, visit), found.articles, i18n, visit.query);
}

/** As its newest article writes it; null where none has it. */
export function nameOf({ articles }, { slug }) {
  const tags = articles.items.flatMap((each) => each.tags);
  return tags.find((each) => (slugOf(each) || each) === slug) ?? null;
}

/** Further pages are other views of what has an address already. */
function head(found, { t }, visit) {
  const headline = t("tag.title", { name: nameOf(found, visit) });
  return { headline, description: `${headline} – ${found.site.name}`, isHidden: Boolean(visit.query.cursor) };
}
