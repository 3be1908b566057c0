/** Kinds of fields: how a value stands in its field, and how what is typed becomes what the API takes: `{value}`, or `{isWrong}`. */
import { dayOf, momentOf, typedDay, typedMoment } from "./moments.js";
import { hoursKind, rowsKind, wordKind } from "./rows.js";

/** What is chosen of a few; "" is none. */
export const CHOICES = {
  urgency: ["normal", "important", "emergency"],
  session: ["", "morning", "afternoon", "evening", "all_day"],
  entry_status: ["scheduled", "changed", "postponed", "cancelled", "added"],
  legal_status: ["", "in_force", "not_yet", "partly", "expired", "replaced"],
  legal_scope: ["", "commune", "province", "central"],
  placement: ["header", "sidebar"],
  language: ["vi", "en"],
};

/** What is chosen of documents, and of which type these are. */
export const ONE_OF = { category: "category", page: "page", entry: "calendar_entry" };
export const MANY_OF = { officials: "official", legal_documents: "legal_document" };
/** A person by name, who may be one of the officials. */
export const NAMED_OF = { chair: "official" };

/** Facts of several parts, each with a kind of its own. */
export const PARTS = {
  person: [["name", "line"], ["title", "line"]],
  source: [["name", "line"], ["url", "line"]],
  measurement: [["label", "line"]],
  term: [["from", "day"], ["until", "day"], ["erase", "tick"]],
};

const PLAIN = { read: (value) => value ?? "", write: (typed) => ({ value: typed.trim() || null }) };
const MARK = { read: (value) => value === true, write: (typed) => ({ value: typed }) };
/** What is held by a part of its own goes through it as it is. */
const HELD = { read: (value) => value, write: (value) => ({ value }) };
/** What a task is, as it is typed. */
const TASKS = { apply: "nộp hồ sơ", track: "tra hồ sơ", procedures: "thủ tục", hotline: "đường dây nóng" };
const NAMED_ADDRESSES = rowsKind([["name", PLAIN], ["url", PLAIN]]);
const TIME = /^(\d{1,2})(?:[:hg.](\d{2})?)?$/i;

const KINDS = {
  photo: HELD,
  files: HELD,
  officials: HELD,
  legal_documents: HELD,
  line: PLAIN,
  lines: PLAIN,
  chair: PLAIN,
  tick: MARK,
  title: { read: (value) => value ?? "", write: (typed) => ({ value: typed.replace(/\s+/g, " ").trim() }) },
  body: { read: (value) => value ?? "", write: (typed) => ({ value: typed }) },
  list: {
    read: (value) => (value ?? []).join(", "),
    write: (typed) => ({ value: typed.split(",").map((each) => each.trim()).filter(Boolean) }),
  },
  number: { read: (value) => String(value ?? 0), write: numberOf },
  time: { read: (value) => value ?? "", write: (typed) => timed(typed, timeOf) },
  day: { read: typedDay, write: (typed) => timed(typed, dayOf) },
  moment: { read: typedMoment, write: (typed) => timed(typed, momentOf) },
  social: NAMED_ADDRESSES,
  links: NAMED_ADDRESSES,
  tasks: rowsKind([["kind", wordKind(TASKS)], ["label", PLAIN], ["url", PLAIN]]),
  units: rowsKind([["name", PLAIN], ["until", { read: typedDay, write: (typed) => timed(typed, dayOf) }]]),
  hours: hoursKind(timeOf, { read: typedDay, write: (typed) => timed(typed, dayOf) }),
};

/** How a value stands in its field. */
export function readField(kind, value) {
  return (KINDS[kind] ?? PLAIN).read(value);
}

/** What is typed in a field, for the API. */
export function writeField(kind, typed) {
  if (PARTS[kind]) return writeParts(PARTS[kind], typed);
  return (KINDS[kind] ?? PLAIN).write(typeof typed === "string" ? typed.normalize("NFC") : typed);
}

/** `HH:MM` of `8:30`, `8h30`, `8h` and `8`; null when it is no time of a day. */
export function timeOf(typed) {
  const [, hours, minutes = "00"] = TIME.exec(typed.trim()) ?? [];
  return hours && hours <= 23 && minutes <= 59 ? `${hours.padStart(2, "0")}:${minutes}` : null;
}

/** None of the parts is no fact at all. */
function writeParts(parts, typed) {
  const written = parts.map(([name, kind]) => [name, writeField(kind, typed[name])]);
  if (written.some(([, { isWrong }]) => isWrong)) return { isWrong: true };
  const value = Object.fromEntries(written.map(([name, { value: each }]) => [name, each]));
  return { value: Object.values(value).some(Boolean) ? value : null };
}

function numberOf(typed) {
  return /^-?\d{1,6}$/.test(typed.trim()) ? { value: Number(typed) } : { isWrong: true };
}

function timed(typed, parse) {
  if (!typed.trim()) return { value: null };
  const value = parse(typed);
  return value ? { value } : { isWrong: true };
}
