/**
 * What holds at a moment in Viet Nam: whether the office is open, what is on, and when that changes. Pure. Moments are
 * milliseconds since 1970, `today` is that of the API's home page: a date, and the public holidays of the days from it on.
 */
import { dayAt, momentOf, weekdayOf } from "./dates.js";

const DAY_MS = 86_400_000;
/** Over so many days the API tells holidays. */
const DAYS_AHEAD = 14;
/** Hours that are set for no more days than these hold on public holidays too. */
const FEW_DAYS = 14;
/** When a part of the day is over at the latest, where nobody has said when something ends. */
const ENDS = { morning: "12:00", afternoon: "18:00", evening: "22:00" };
const ALL_DAY = "all_day";
const CALLED_OFF = ["cancelled", "postponed"];

/** `{open, next, holiday}`: the span of now, the next one, the holiday of today; null where nobody has said when it is open. */
export function officeAt(rules, today, now) {
  const day = dayAt(now);
  const known = daysFrom(today.date);
  if (!rules.length || !known.includes(day)) return null;
  const spans = known.flatMap((date) => spansOn(rules, date, holidayOf(today, date)));
  return {
    open: spans.find(({ from, to }) => from <= now && now < to) ?? null,
    next: spans.find(({ from }) => from > now) ?? null,
    holiday: holidayOf(today, day),
  };
}

/** What is on or still to come today: `{entry, from, to, isOn}`, in the calendar's order. What has no hour is not said to be on. */
export function eventsAt(week, now) {
  const day = dayAt(now);
  const entries = week.days.find(({ date }) => date === day)?.entries ?? [];
  return entries.map((entry) => ({ entry, ...spanOf(entry) })).filter(({ to }) => to > now)
    .map((event) => ({ ...event, isOn: event.from <= now && isTimed(event.entry) && !CALLED_OFF.includes(event.entry.status) }));
}

/** The next moment at which any of it is otherwise: midnight at the latest. */
export function nextTurn({ site, calendar, today, notices }, now) {
  const day = dayAt(now);
  const spans = spansOn(site.opening_hours, day, holidayOf(today, day));
  const ends = [...today.notices, ...notices].map(({ expires_at: end }) => ({ to: Date.parse(end ?? "") }));
  const moments = [...spans, ...eventsAt(calendar, now), ...ends].flatMap(({ from, to }) => [from, to]);
  return Math.min(midnightAfter(day), ...moments.filter((moment) => moment > now));
}

function daysFrom(first) {
  return Array.from({ length: DAYS_AHEAD }, (_, number) => dayAt(momentOf(first, "00:00") + number * DAY_MS));
}

function midnightAfter(date) {
  return momentOf(date, "00:00") + DAY_MS;
}

function holidayOf({ holidays }, date) {
  return holidays.find((each) => each.date === date)?.name ?? null;
}

function spansOn(rules, date, holiday) {
  const spans = hoursOn(rules, date, holiday).map(({ opens, closes }) =>
    ({ date, weekday: weekdayOn(date), opens, closes, from: momentOf(date, opens), to: momentOf(date, closes) }));
  return spans.sort((one, other) => one.from - other.from);
}

/** What is set for a part of the year holds instead of what is set for all of it; holidays are closed but for a few days' own. */
function hoursOn(rules, date, holiday) {
  const holding = rules.filter((rule) => isFor(rule, date));
  const dated = holding.filter(({ valid_from: from, valid_to: to }) => from || to);
  const chosen = holiday ? dated.filter(isOfFewDays) : dated.length ? dated : holding;
  return chosen.flatMap(({ intervals }) => intervals);
}

function isFor({ weekdays, valid_from: from, valid_to: to }, date) {
  return weekdays.includes(weekdayOn(date)) && (!from || from <= date) && (!to || date <= to);
}

function weekdayOn(date) {
  return weekdayOf(`${date}T00:00+07:00`);
}

function isOfFewDays({ valid_from: from, valid_to: to }) {
  return from && to && Date.parse(to) - Date.parse(from) < FEW_DAYS * DAY_MS;
}

function isTimed({ start_time: start, session }) {
  return Boolean(start) || session === ALL_DAY;
}

function spanOf({ date, start_time: start, end_time: end, session }) {
  const from = momentOf(date, start ?? "00:00");
  const midnight = midnightAfter(date);
  if (start && end) return { from, to: end > start ? momentOf(date, end) : momentOf(date, end) + DAY_MS };
  const last = session !== ALL_DAY && ENDS[start ? partOf(start) : session];
  return { from, to: last ? momentOf(date, last) : midnight };
}

function partOf(start) {
  return Object.keys(ENDS).find((part) => start < ENDS[part]);
}
