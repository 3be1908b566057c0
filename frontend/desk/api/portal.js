/** What a portal lacks, and how it is read. */
import { get } from "./client.js";

export function completenessOf(site) {
  return get("/completeness", { site });
}

/** Of the last thirty days. */
export function viewsOf(site) {
  return get("/statistics/views", { site });
}
