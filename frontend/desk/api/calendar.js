/** The leaders' calendar: a week as it is planned, and what the public one says. */
import { weekOf } from "../../lib/dates.js";
import { call, exchange, getPublic } from "./client.js";

/** The holiday of a day (`YYYY-MM-DD`), or null; null too where the calendar does not answer. */
export async function holidayOn(day, site) {
  const week = await getPublic(`/v1/calendar/weeks/${weekOf(day)}`, { site }).catch(() => null);
  return week?.days.find(({ date }) => date === day)?.holiday ?? null;
}

/** What readers have seen of these days, at most 92 and a hundred entries; nothing where the calendar does not answer. */
export async function entriesBefore({ from, to }, site) {
  return (await getPublic("/v1/calendar/entries", { from, to, site, limit: 100 }).catch(() => ({ items: [] }))).items;
}

/** `{said, tag}` of a week; `where` is `{week, site}`. */
export function getWeek(where) {
  return exchange("GET", addressOf(where));
}

/** Let its drafts be these; the tag is that of the week as it was read. */
export function putWeek(where, entries, tag) {
  return exchange("PUT", addressOf(where), { body: { entries }, tag });
}

/** Draft the entries of another week in this one; `skipped` says which were not, and why. */
export function copyWeek(where, from, key) {
  return exchange("POST", addressOf(where, "/copy"), { body: { from }, key });
}

/** All of it becomes public, or nothing. */
export function publishWeek(where, how, tag) {
  return exchange("PUT", addressOf(where, "/publication"), { body: how, tag });
}

export function createWeekPreview(where, hours) {
  return call("POST", addressOf(where, "/preview-links"), { body: { hours } });
}

export function revokeWeekPreview(where, link) {
  return call("DELETE", addressOf(where, `/preview-links/${link}`));
}

function addressOf({ week, site }, rest = "") {
  return `/calendar/weeks/${week}${rest}?${new URLSearchParams({ site })}`;
}
