/**
 * A week as it is being planned: entries that are replaced and never changed, so that what was sent can be told from what
 * was typed since. An entry has a `key` on this page, and an `id` once the server has it.
 */
import { folded } from "./folding.js";

const DAY_MS = 86_400_000;
const BLANK = {
  title: "", session: null, start_time: null, end_time: null, all_day: false, location: null, chair: null, officials: [], attendees: null,
  prepared_by: null, status: "scheduled", status_note: null, supersedes: null, note: null, internal_note: null, replaces_invitation: false,
};
/** The parts of a day, as `api/calendar/places.py` orders them. */
const SLOTS = ["all_day", "morning", "afternoon", "evening", null];
const [NOON, DUSK] = ["12:00", "18:00"];

/** The entries of a week of the API. */
export function entriesOf(week) {
  return week.entries.map((each) => ({ ...each, key: each.id }));
}

export function newEntry(key, content) {
  return { key, id: null, public: "none", stage: "draft", findings: [], is_pending: true, goes_out_as: "scheduled", content: { ...BLANK, ...content } };
}

/** As the calendar shows them; those of one place stand as they were written. */
export function inOrder(entries) {
  const places = new Map(entries.map((each) => [each, [each.content.date, SLOTS.indexOf(sessionOf(each.content)), each.content.start_time ?? ""].join(" ")]));
  return [...entries].sort((one, other) => (places.get(one) < places.get(other) ? -1 : places.get(one) > places.get(other) ? 1 : 0));
}

export function sessionOf({ session, all_day: isAllDay, start_time: start }) {
  if (session || isAllDay) return session ?? "all_day";
  if (!start) return null;
  return start < NOON ? "morning" : start < DUSK ? "afternoon" : "evening";
}

/** With other words in one of them. */
export function changed(entries, key, changes) {
  return entries.map((each) => (each.key === key ? { ...each, content: { ...each.content, ...changes } } : each));
}

/** Cancelled where readers have seen it, else gone; what is cancelled already takes place again. */
export function leftOut(entries, key) {
  const { public: shown, content } = entries.find((each) => each.key === key);
  if (shown !== "live") return entries.filter((each) => each.key !== key);
  return changed(entries, key, { status: content.status === "cancelled" ? "scheduled" : "cancelled" });
}

/** A fresh entry with the words of another, so many days later. */
export function copied({ content }, key, days) {
  return newEntry(key, { ...content, date: dayAfter(content.date, days), status: "scheduled", status_note: null, supersedes: null });
}

/** The day (`YYYY-MM-DD`) so many days later. */
export function dayAfter(day, days) {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** In the morning, the afternoon or the evening instead: what had hours has none then. */
export function inSession({ content }, steps) {
  const order = ["morning", "afternoon", "evening"];
  const place = order.indexOf(sessionOf(content));
  const session = place < 0 ? order[0] : order[Math.min(Math.max(place + steps, 0), order.length - 1)];
  return session === sessionOf(content) ? {} : { session, start_time: null, end_time: null, all_day: false };
}

/** What has no words yet waits for them. */
export function isWhole({ content }) {
  return Boolean(content.title.trim());
}

/** The week as the API takes it. */
export function said(entries) {
  return entries.filter(isWhole).map(({ id, content }) => (id ? { ...content, id } : content));
}

/**
 * What is on the page now, with what the server says of it: `sent` is what it was given. New ones have ids in the order in
 * which they were given.
 */
export function adopted({ sent, now, answer }) {
  const theirs = entriesOf(answer);
  const known = new Set(sent.map(({ id }) => id));
  const fresh = theirs.filter(({ id }) => !known.has(id)).sort((one, other) => (one.id < other.id ? -1 : 1));
  const given = sent.filter((each) => !each.id && isWhole(each));
  const answers = new Map([...theirs.map((each) => [each.id, each]), ...given.map(({ key }, index) => [key, fresh[index]])]);
  const before = new Map(sent.map((each) => [each.key, each.content]));
  return now.map((each) => {
    const theirsOf = answers.get(each.id ?? each.key);
    if (!theirsOf) return each;
    return { ...theirsOf, key: each.key, content: each.content === before.get(each.key) ? theirsOf.content : each.content };
  });
}

/**
 * Mine and theirs in one, both made of the same `base`: `{entries, conflicts}`. A field that both have changed holds theirs,
 * and is a conflict: `{key, name, mine, theirs}`.
 */
export function merged(base, mine, theirs) {
  const [was, is] = [byId(base), byId(theirs)];
  const conflicts = [];
  const taken = new Set();
  const kept = mine.map((each) => {
    const other = each.id ? is.get(each.id) : theirs.find((there) => !was.has(there.id) && isSame(there.content, each.content));
    if (!other) return each.id && isEqual(each.content, was.get(each.id)?.content) ? null : { ...each, id: null };
    taken.add(other.id);
    const content = each.id ? mixed(each, was.get(each.id) ?? other, other, conflicts) : other.content;
    return { ...other, key: each.key, content };
  });
  const more = theirs.filter(({ id, content }) => !taken.has(id) && !(was.has(id) && isEqual(content, was.get(id).content)));
  return { entries: inOrder([...kept.filter(Boolean), ...more]), conflicts };
}

function mixed(mine, base, theirs, conflicts) {
  const content = { ...theirs.content };
  for (const name of Object.keys(mine.content)) {
    const [own, before, other] = [mine, base, theirs].map((each) => each.content[name]);
    if (isEqual(own, before)) continue;
    if (isEqual(other, before)) content[name] = own;
    else if (!isEqual(own, other)) conflicts.push({ key: mine.key, name, mine: own, theirs: other });
  }
  return content;
}

/** It was made already, though the answer that said so was lost. */
function isSame(one, other) {
  const place = ({ date, title, start_time: start, session }) => JSON.stringify([date, folded(title), start, session]);
  return place(one) === place(other);
}

function byId(entries) {
  return new Map(entries.filter(({ id }) => id).map((each) => [each.id, each]));
}

function isEqual(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
