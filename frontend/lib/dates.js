/** Dates as Vietnamese readers write them, always in Viet Nam's own time, wherever the phone is. No engine is asked for zones: not all know them. */

/** Viet Nam has one zone without summer time. */
const AHEAD_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
export const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `dd/mm/yyyy` of an instant (RFC 3339); "" when it is null or not one. */
export function formatDate(instant) {
  return formatDay(local(instant).slice(0, 10));
}

/** `hh:mm` of an instant; "" when it is null or not one. */
export function formatTime(instant) {
  return local(instant).slice(11, 16);
}

/** `dd/mm/yyyy` of a date without a time (`YYYY-MM-DD`), which no zone may shift. */
export function formatDay(date) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date ?? "");
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : "";
}

/** `dd/mm` of a date without a time, where the year is told beside it. */
export function formatDayMonth(date) {
  return formatDay(date).slice(0, 5);
}

/** `07:30–09:00`, as far as it is known; an end that is no later than the start is the next day's. */
export function formatHours({ start_time: start, end_time: end }, { t }) {
  if (!end || end > start) return [start, end].filter(Boolean).join("–");
  return end === "00:00" ? `${start}–24:00` : `${start}–${end} (${t("entry.next_day")})`;
}

/** The day of the week of an instant in Viet Nam: 1 is Monday, 7 is Sunday. */
export function weekdayOf(instant) {
  const [day, month, year] = formatDate(instant).split("/").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

/** `YYYY-MM-DD` in Viet Nam at a moment, in milliseconds since 1970. */
export function dayAt(moment) {
  return new Date(moment + AHEAD_MS).toISOString().slice(0, 10);
}

/** The date after a date. */
export function dayAfter(date) {
  return dayAt(momentOf(date, "00:00") + DAY_MS);
}

/** The moment, in milliseconds since 1970, of a date and a time (`07:30`) in Viet Nam. */
export function momentOf(date, time) {
  return Date.parse(`${date}T${time}:00+07:00`);
}

/** The ISO week (`2026-W07`) of a date (`YYYY-MM-DD`): its Thursday tells the year. */
export function weekOf(date) {
  const day = Date.parse(date) / DAY_MS;
  // The first of January 1970 was a Thursday.
  const thursday = day - ((day + 3) % 7) + 3;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  const number = Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / 7) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** `YYYY-MM-DDThh:mm` on the clocks of Viet Nam; "" of what is no instant. */
function local(instant) {
  const time = Date.parse(instant ?? "");
  return Number.isNaN(time) ? "" : new Date(time + AHEAD_MS).toISOString();
}
