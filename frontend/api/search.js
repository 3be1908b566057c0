/** The search of the API: one function per operationId. */
import { get, having } from "./client.js";

/** `search_content`: `{items: [hit], next, total}`; an ApiError 400 for what cannot be asked, 429 for too often. */
export async function searchContent(parameters, signal) {
  return having(await get("/v1/search", parameters, signal), "items", "next");
}
