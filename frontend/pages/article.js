/** One article, named by the last part of the address. */
import { getArticle, getArticleBySlug, listRelatedArticles } from "../api/articles.js";
import { articleUrl } from "../components/article-card/article-card.js";
import { articleView, relatedArticles } from "../components/article/article.js";
import { setHtml } from "../lib/html.js";
import { setTitle, show, start } from "./frame.js";

const RELATED = 4;

start(async ({ site, i18n, main }) => {
  const article = await getArticleBySlug(site.slug, slugOf(location.pathname)).catch(withNewer);
  setTitle(article.title, site.name);
  show(main, articleView(article, i18n));
  keepCurrentAddress(article);
  await showRelated(main, article, i18n);
});

function slugOf(path) {
  const last = path.split("/").filter(Boolean).at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** A withdrawn article tells the id of the one in its place: the reader is given its title. */
async function withNewer(error) {
  const id = error.status === 410 && error.problem?.superseded_by;
  if (id) error.newer = await getArticle(id, { fields: "slug,title" }).catch(() => null);
  throw error;
}

/** An old slug was followed by the API: what is shared from here on is the new one. */
function keepCurrentAddress(article) {
  const current = articleUrl(article);
  if (location.pathname !== current) history.replaceState(null, "", current + location.search + location.hash);
}

/** An extra: when it cannot be had, the article stands without it. */
async function showRelated(main, article, i18n) {
  const related = await listRelatedArticles(article.id, { limit: RELATED }).catch(() => null);
  if (related) setHtml(main.querySelector("[data-related]"), relatedArticles(related.items, i18n));
}
