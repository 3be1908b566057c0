/** Sites of the API: one function per operationId, and the choice of the site to show. */
import { config } from "../config.js";
import { ApiError, get, having } from "./client.js";

/** `list_sites`: `{items: [site]}`. */
export async function listSites() {
  return having(await get("/v1/sites"), "items");
}

/** `get_site`: the identity of one. */
export async function getSite(slug) {
  return having(await get(`/v1/sites/${encodeURIComponent(slug)}`), "slug", "name");
}

/** The site that config.js names, else the installation's first. */
export async function currentSite() {
  if (config.site) return getSite(config.site);
  const [first] = (await listSites()).items;
  if (!first) throw new ApiError(0);
  return first;
}
