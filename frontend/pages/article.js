/** One article, named by the last part of the address. */
import { articleView, relatedArticles } from "../components/article/article.js";
import { sideOfArticle } from "../components/side/side.js";

export const article = {
  at: ["/bai-viet/{slug}"],
  type: "article",
  asks: { article: "/v1/sites/{site}/articles/{slug}" },
  beside: {
    related: "/v1/articles/{id}/related?limit=4",
    notices: "/v1/notices?site={site}&limit=6",
    banners: "/v1/banners?site={site}&placement=sidebar",
    calendar: "/v1/calendar/weeks/{thisWeek}?site={site}",
  },
  newer: "/v1/articles/{id}?fields=slug%2Ctitle",
  view,
  head,
};

/** What comes after the article, and may be missing, has places of its own. */
function view({ article, related, notices, banners, calendar }, i18n, { today }) {
  return articleView(article, i18n, {
    related: related && relatedArticles(related.items, i18n),
    side: sideOfArticle({ notices: notices?.items, banners: banners?.items, week: calendar }, today, i18n),
  });
}

function head({ article }) {
  const { title: headline, category, source } = article;
  const found = { headline, about: article, isNews: true, section: category?.name };
  return source?.canonical_url ? { ...found, canonical: source.canonical_url } : found;
}
