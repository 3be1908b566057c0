/** Days and moments as they are typed here, `13/07/2026` and `13/07/2026 08:00`, always in Viet Nam's time. */
import { formatDate, formatDay, formatTime } from "../../lib/dates.js";

const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const MOMENT = /^([\d/.-]+),?\s+(\d{1,2})[:hg](\d{2})?$/i;

/** `YYYY-MM-DD` of what was typed; null when it is no day of the calendar. */
export function dayOf(typed) {
  const [, day, month, year] = DAY.exec(typed.trim()) ?? [];
  if (!year) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  return isThere ? date.toISOString().slice(0, 10) : null;
}

/** An instant (RFC 3339) of what was typed; null when it is none. */
export function momentOf(typed) {
  const [, day, hours, minutes = "00"] = MOMENT.exec(typed.trim()) ?? [];
  const date = day && dayOf(day);
  if (!date || hours > 23 || minutes > 59) return null;
  return `${date}T${hours.padStart(2, "0")}:${minutes}:00+07:00`;
}

/** What somebody would have typed. */
export function typedDay(date) {
  return formatDay(date);
}

export function typedMoment(instant) {
  return instant ? `${formatDate(instant)} ${formatTime(instant)}` : "";
}
