/** Articles of the API: one function per operationId. */
import { get, having } from "./client.js";

/** `list_articles`: newest first. `{items: [summary], next}`. */
export async function listArticles(parameters) {
  return having(await get("/v1/articles", parameters), "items", "next");
}

/** The page of a list that `next` names. */
export async function nextPage(next) {
  return having(await get(next), "items", "next");
}

/** `get_article`: the whole article, or the fields that are asked for. */
export function getArticle(id, parameters) {
  return get(`/v1/articles/${encodeURIComponent(id)}`, parameters);
}

/** `get_article_by_slug`: the whole article; an ApiError 404 or 410 otherwise. An old slug is followed. */
export async function getArticleBySlug(site, slug) {
  const path = `/v1/sites/${encodeURIComponent(site)}/articles/${encodeURIComponent(slug)}`;
  return having(await get(path), "id", "title", "body");
}

/** `list_related_articles`: `{items: [summary]}`. */
export async function listRelatedArticles(id, parameters) {
  return having(await get(`/v1/articles/${encodeURIComponent(id)}/related`, parameters), "items");
}
