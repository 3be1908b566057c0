/** Articles of the API: one function per operationId. */
import { get } from "./client.js";

/** `list_articles`: newest first. `{items: [summary], next}`. */
export function listArticles(parameters) {
  return get("/v1/articles", parameters);
}

/** The page of a list that `next` names. */
export function nextPage(next) {
  return get(next);
}

/** `get_article`: the whole article, or the fields that are asked for. */
export function getArticle(id, parameters) {
  return get(`/v1/articles/${encodeURIComponent(id)}`, parameters);
}

/** `get_article_by_slug`: the whole article; an ApiError 404 or 410 otherwise. An old slug is followed. */
export function getArticleBySlug(site, slug) {
  return get(`/v1/sites/${encodeURIComponent(site)}/articles/${encodeURIComponent(slug)}`);
}

/** `list_related_articles`: `{items: [summary]}`. */
export function listRelatedArticles(id, parameters) {
  return get(`/v1/articles/${encodeURIComponent(id)}/related`, parameters);
}
