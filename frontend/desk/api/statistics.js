/** What readers do with what was written. */
import { get } from "./client.js";

/** Votes on items: `{id, useful, not_useful, reasons}`. */
export function listRatings() {
  return get("/statistics/ratings", { reasons: true });
}
