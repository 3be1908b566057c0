/** Holidays, as the public calendar names them. */
import { weekOf } from "../../lib/dates.js";
import { getPublic } from "./client.js";

/** The holiday of a day (`YYYY-MM-DD`), or null; null too where the calendar does not answer. */
export async function holidayOn(day, site) {
  const week = await getPublic(`/v1/calendar/weeks/${weekOf(day)}`, { site }).catch(() => null);
  return week?.days.find(({ date }) => date === day)?.holiday ?? null;
}
