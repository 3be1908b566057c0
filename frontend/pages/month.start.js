import { listArticles } from "../api/articles.js";
import { formatMonth, momentsOf } from "../lib/months.js";
import { setTitle, show, start } from "./frame.js";
import { month, monthOf } from "./month.js";

const PAGE_SIZE = 24;
const ONE = { limit: 1, fields: "published_at" };

start(async ({ site, i18n, main, visit }) => {
  const shown = monthOf(visit);
  const { beforeMonth, monthBegin, lastOfMonth, monthEnd } = momentsOf(shown);
  const { cursor, nguoc: backwards } = visit.query;
  const [articles, earlier, later] = await Promise.all([
    listArticles({ site, published_after: beforeMonth, published_before: monthEnd, limit: PAGE_SIZE, cursor, backwards }),
    listArticles({ site, published_before: monthBegin, ...ONE }).catch(() => null),
    listArticles({ site, published_after: lastOfMonth, sort: "published_at", ...ONE }).catch(() => null),
  ]);
  setTitle(i18n.t("month.title", { month: formatMonth(shown) }));
  show(main, month.view({ articles, earlier, later }, i18n, visit), i18n);
});
