/** Months (`2026-07`) in Viet Nam: where their articles are, how they are written, where they begin and end. */
import { dayAt, momentOf } from "./dates.js";

const DAY_MS = 86_400_000;

/** Of this month when none is named. */
export function monthUrl(month = null) {
  return month ? `/tin-theo-thang/${encodeURIComponent(month)}` : "/tin-theo-thang";
}

/** `7/2026` of a month, as it stands in a sentence: no zero before it. */
export function formatMonth(month) {
  return `${Number(month.slice(5))}/${month.slice(0, 4)}`;
}

/** The first moments of a month and of the next, and the last ones before each: letter by letter as the server asks for them. */
export function momentsOf(month) {
  const begin = `${month}-01`;
  // So many days after the first it is the next month, however long this one is.
  const next = `${dayAt(momentOf(begin, "00:00") + 31 * DAY_MS).slice(0, 7)}-01`;
  const [monthBegin, monthEnd] = [begin, next].map((day) => `${day}T00:00:00+07:00`);
  const [beforeMonth, lastOfMonth] = [begin, next].map((day) => `${dayAt(momentOf(day, "00:00") - DAY_MS)}T23:59:59.999999+07:00`);
  return { monthBegin, monthEnd, beforeMonth, lastOfMonth };
}
