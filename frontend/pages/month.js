/** The articles of one month, the newest first, and the ways to the months before and after it that have any. */
import { monthView } from "../components/month/month.js";
import { FILTERS, READS } from "../components/paging/paging.js";
import { formatMonth } from "../lib/months.js";

export const month = {
  at: ["/tin-theo-thang", "/tin-theo-thang/{month}"],
  asks: {
    articles: "/v1/articles?site={site}&published_after={beforeMonth}&published_before={monthEnd}&limit=24",
    earlier: "/v1/articles?site={site}&published_before={monthBegin}&limit=1&fields=published_at",
    later: "/v1/articles?site={site}&published_after={lastOfMonth}&sort=published_at&limit=1&fields=published_at",
  },
  reads: READS,
  filters: FILTERS,
  view,
  head,
};

function view({ articles, earlier, later }, i18n, visit) {
  const shown = { month: monthOf(visit), earlier: monthOfFirst(earlier), later: monthOfFirst(later) };
  return monthView(shown, articles, i18n, visit.query);
}

/** `2026-07`: that of the address, else this one. */
export function monthOf({ slug, today }) {
  return slug || today.slice(0, 7);
}

function monthOfFirst(list) {
  return list?.items[0]?.published_at.slice(0, 7) ?? null;
}

/** Months without end lead on from each other: only those with something in them count. */
function head({ site, articles }, { t }, visit) {
  const headline = t("month.title", { month: formatMonth(monthOf(visit)) });
  return { headline, description: `${headline} – ${site.name}`, isHidden: !articles.items.length || Boolean(visit.query.cursor) };
}
