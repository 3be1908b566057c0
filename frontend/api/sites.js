/** Sites of the API: one function per operationId, and the choice of the site to show. */
import { config } from "../config.js";
import { ApiError, get } from "./client.js";

/** `list_sites`: `{items: [site]}`. */
export function listSites() {
  return get("/v1/sites");
}

/** `get_site`: the identity of one. */
export function getSite(slug) {
  return get(`/v1/sites/${encodeURIComponent(slug)}`);
}

/** The site that config.js names, else the installation's first. */
export async function currentSite() {
  if (config.site) return getSite(config.site);
  const { items } = await listSites();
  if (!items?.length) throw new ApiError(0);
  return items[0];
}
