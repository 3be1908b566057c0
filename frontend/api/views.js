/** View counts and ratings of the API: one function per operationId. */
import { get, having, send } from "./client.js";

/** `record_view`: somebody reads this item. Nothing is answered, and nothing is told when it fails. */
export function recordView(type, id) {
  send("/v1/views", { type, id });
}

/** `record_rating`: `{type, id, useful, reason?}`, likewise. */
export function recordRating(vote) {
  send("/v1/ratings", vote);
}

/** `list_view_totals`: `{items: [{site, today, all}]}`. */
export async function listViewTotals() {
  return having(await get("/v1/views/totals"), "items");
}
