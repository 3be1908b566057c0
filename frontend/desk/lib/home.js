/** What stands on the home of the desk, put together of what the API says. */
import { weekOf } from "../../lib/dates.js";

/** What cannot wait comes first. */
const ORDER = ["confirmation", "refusal", "return", "review"];
/** What a portal begins with, by type: how many of them. */
const BEGINNING = [["official", 1], ["page", 3], ["notice", 1]];

/** `{first, own}`: what waits for a decision, and what somebody is writing; each a list of `tasksOf`. */
export function sorted(documents) {
  const first = documents.filter(({ waiting }) => ORDER.includes(waiting));
  first.sort((one, other) => ORDER.indexOf(one.waiting) - ORDER.indexOf(other.waiting));
  return { first: tasksOf(first), own: tasksOf(documents.filter(({ waiting }) => !ORDER.includes(waiting))) };
}

/** Entries of one week are one task. */
export function tasksOf(documents) {
  const tasks = new Map();
  for (const each of documents) {
    const week = each.type === "calendar_entry" && each.day ? weekOf(each.day) : null;
    const key = week ? `${each.site} ${week} ${each.waiting}` : each.id;
    const task = tasks.get(key) ?? { week, site: each.site, waiting: each.waiting, documents: [] };
    task.documents.push(each);
    tasks.set(key, task);
  }
  return [...tasks.values()];
}

/** What happens by itself, the next first: `{document, at, isEnd}`. */
export function coming(documents) {
  const times = documents.flatMap((document) => [["publish_at", false], ["unpublish_at", true]]
    .filter(([name]) => document.due[name]).map(([name, isEnd]) => ({ document, at: document.due[name], isEnd })));
  return times.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What is missing, the weightiest first. */
export function missing({ verdicts }) {
  return verdicts.filter(({ result }) => result === "missing").sort((one, other) => other.weight - one.weight);
}

/** Where the field of an address of the authoring API is changed: at the desk. What is not there yet is made. */
export function placeOf({ type, id, address }) {
  const field = fieldOf({ address });
  return id ? `/desk/viet/${type}/${id}${field && `#${field}`}` : `/desk/viet/${type}`;
}

/** The name of the field that an address of the API leads to; "" is none. */
export function fieldOf({ address }) {
  return (address.split("#/")[1] ?? "").split("/")[0];
}

/** Gaps of one field and kind together: `{type, field, gaps}`, the most frequent first. */
export function gapsByKind({ gaps }) {
  const kinds = new Map();
  for (const each of gaps) {
    const [, field] = each.pointer.split("/");
    const key = [each.type, field, each.code].join(" ");
    if (!kinds.has(key)) kinds.set(key, { type: each.type, field, gaps: [] });
    kinds.get(key).gaps.push(each);
  }
  return [...kinds.values()].sort((one, other) => other.gaps.length - one.gaps.length);
}

/** What the first step names; the rest of the identity has its place among what is lacking. */
const NAMED_FIRST = ["responsible-person", "address", "phone"];

/** The first hour of a portal: `{name, address, isDone}` of each step; null once all are done. */
export function firstHour({ verdicts, looked_at: counts }) {
  const evidence = verdicts.flatMap((each) => each.evidence).find(({ type, id }) => type === "site" && id);
  const ofSite = verdicts.filter(({ id }) => NAMED_FIRST.includes(id));
  const identity = { name: "site", address: evidence ? `/desk/viet/site/${evidence.id}` : "/desk/noi-dung?type=site", isDone: ofSite.every(({ result }) => result === "met") };
  const steps = BEGINNING.map(([type, count]) => {
    const { documents = 0 } = counts.find((each) => each.type === type) ?? {};
    return { name: type, address: `/desk/viet/${type}`, isDone: documents >= count };
  });
  const all = [identity, ...steps];
  return steps.every(({ isDone }) => isDone) ? null : all;
}
