/** Sites of the API and what frames every page of one: one function per operationId, and the choice of the site to show. */
import { config } from "../config.js";
import { ApiError, get, getOwnFile, handedSite, having } from "./client.js";

/** `get_site`: the identity of one. */
export async function getSite(site) {
  return having(await get(`/v1/sites/${encodeURIComponent(site)}`), "slug", "name");
}

/** `list_categories`: `{items: [category], next}`, in order, of both levels. */
export async function listCategories(parameters) {
  return having(await get("/v1/categories", parameters), "items");
}

/** `list_pages`: `{items: [page], next}`, in order of the menu, without their bodies. */
export async function listPages(parameters) {
  return having(await get("/v1/pages", parameters), "items");
}

/** `get_page`: the whole page, or the fields that are asked for. */
export function getPage(id, parameters) {
  return get(`/v1/pages/${encodeURIComponent(id)}`, parameters);
}

/** `get_page_by_slug`: a whole standing page; an ApiError 404 or 410 otherwise. An old slug is followed. */
export async function getPageBySlug(site, slug) {
  const path = `/v1/sites/${encodeURIComponent(site)}/pages/${encodeURIComponent(slug)}`;
  return having(await get(path), "slug", "title", "body");
}

/** `list_officials`: `{items: [official], next}`, in order; as many as there may be in one answer. */
export async function listOfficials({ site, cursor = null }) {
  return having(await get("/v1/officials", { site, limit: 100, cursor }), "items");
}

/** The slug of the site to show: as the server handed it, as config.js names it, else the installation's first. */
export async function currentSite() {
  const named = handedSite() ?? config.site;
  if (named) return named;
  const [first] = having(await get("/v1/sites"), "items").items;
  if (typeof first?.slug !== "string") throw new ApiError(0);
  return first.slug;
}

/** The words of the frame, from i18n/; joined scripts have brought the usual ones along. */
export function getMessages(language) {
  return globalThis.congxaWords?.[language] ?? getOwnFile(`/i18n/${language}.json`);
}
