/** The home page of the API: one function per operationId. */
import { get, having } from "./client.js";
import { asOfNow } from "./notices.js";

const PARTS = ["site", "banners", "featured", "articles", "notices", "calendar", "most_read", "today"];

/** `get_home`: everything on a home page. */
export async function getHome(parameters) {
  const home = having(await get("/v1/home", parameters), ...PARTS);
  return { ...home, notices: home.notices.map(asOfNow) };
}
