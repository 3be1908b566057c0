/** The home page of the API: one function per operationId, and the choice of the site to show. */
import { config } from "../config.js";
import { get, having } from "./client.js";
import { currentSite } from "./sites.js";

const PARTS = ["site", "banners", "featured", "articles", "notices", "calendar", "most_read"];

/** `get_home`: everything on a home page. */
export async function getHome(parameters) {
  return having(await get("/v1/home", parameters), ...PARTS);
}

/** Of the site that config.js names, else of the installation's only one, else of its first. */
export async function currentHome() {
  try {
    return await getHome({ site: config.site });
  } catch (error) {
    if (error.problem?.code !== "site_required") throw error;
    return getHome({ site: (await currentSite()).slug });
  }
}
