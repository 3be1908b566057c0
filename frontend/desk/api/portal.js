/** What a portal lacks, and how it is read. */
import { addressOf, get } from "./client.js";

export function completenessOf(site) {
  return get("/completeness", { site });
}

/** Every portal within reach: what waits, what lacks, who was active last. */
export function overviewOfSites() {
  return get("/completeness/sites");
}

/** What was done, newest first; for admins. */
export function eventsOf(filters) {
  return get("/audit", filters);
}

/** What went out from one day to another, and how it was read. */
export function publishedIn(period) {
  return get("/statistics/published", period);
}

/** The same as a table for a spreadsheet, a line for each document. */
export function sheetOf(period) {
  return addressOf("/statistics/published", { ...period, format: "csv" });
}

/** Of the last thirty days. */
export function viewsOf(site) {
  return get("/statistics/views", { site });
}
