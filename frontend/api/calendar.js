/** The leaders' calendar of the API: one function per operationId. */
import { get, having } from "./client.js";

/** `get_calendar_week`: seven days, each with its entries. `week` is as in `2026-W07`. */
export async function getCalendarWeek(week, parameters) {
  return having(await get(`/v1/calendar/weeks/${encodeURIComponent(week)}`, parameters), "week", "days");
}
