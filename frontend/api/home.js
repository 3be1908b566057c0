/** The home page of the API: one function per operationId. */
import { get, having } from "./client.js";

const PARTS = ["site", "banners", "featured", "articles", "notices", "calendar", "most_read", "today"];

/** `get_home`: everything on a home page. */
export async function getHome(parameters) {
  return having(await get("/v1/home", parameters), ...PARTS);
}
