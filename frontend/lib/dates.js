/** Dates as Vietnamese readers write them, always in Viet Nam's own time, wherever the phone is. */

const ZONE = "Asia/Ho_Chi_Minh";
const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  timeZone: ZONE,
});
const TIME = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: ZONE,
});

/** `dd/mm/yyyy` of an instant (RFC 3339); "" when it is null or not one. */
export function formatDate(instant) {
  return formatted(DAY, instant);
}

/** `hh:mm` of an instant; "" when it is null or not one. */
export function formatTime(instant) {
  return formatted(TIME, instant);
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

/** The day of the week of an instant in Viet Nam: 1 is Monday, 7 is Sunday. */
export function weekdayOf(instant) {
  const [day, month, year] = formatDate(instant).split("/").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

function formatted(formatter, instant) {
  const time = Date.parse(instant ?? "");
  return Number.isNaN(time) ? "" : formatter.format(time);
}
