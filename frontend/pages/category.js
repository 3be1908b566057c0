/** The articles of one category, named by the last part of the address; `?cursor=` names a later page of them. */
import { categoryView } from "../components/category/category.js";
import { FILTERS, READS } from "../components/paging/paging.js";

export const category = {
  at: ["/chuyen-muc/{slug}"],
  asks: { articles: "/v1/articles?site={site}&category={slug}&limit=12" },
  reads: READS,
  filters: FILTERS,
  isThere,
  view,
  head,
};

/** An empty list under a heading that does not exist is no page. */
function isThere(found, visit) {
  return categoryOf(found, visit) !== null;
}

function view(found, i18n, visit) {
  return categoryView(categoryOf(found, visit), found.articles, i18n, visit.query);
}

/** The category, and those above and below it; null where none is known. */
export function categoryOf({ categories, articles }, { slug }) {
  const all = categories?.items ?? [];
  const known = all.find((each) => each.slug === slug) ?? articles.items[0]?.category;
  return known ? {
    ...known,
    parent: all.find((each) => each.slug === known.parent) ?? null,
    below: all.filter(({ parent }) => parent === slug),
  } : null;
}

/** Further pages are other views of what has an address already. */
function head(found, i18n, visit) {
  const category = categoryOf(found, visit);
  const { name: headline } = category;
  return { headline, description: `${headline} – ${found.site.name}`, category, isHidden: Boolean(visit.query.cursor) };
}
