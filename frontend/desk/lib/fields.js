/** Which fields a type has, and how what is typed becomes what the API takes: `{value}`, or `{isWrong}`. */
import { dayOf, momentOf, typedDay, typedMoment } from "./moments.js";

/** Above the text, then beside it; a field's second part says of which kind it is. */
export const FIELDS = {
  article: {
    main: [["title", "title"], ["lead", "lines"], ["cover", "photo"], ["body_html", "body"], ["attachments", "files"]],
    side: [["category", "category"], ["byline", "line"], ["tags", "list"], ["featured", "tick"], ["slug", "line"]],
  },
  notice: {
    main: [["title", "title"], ["body_html", "body"], ["attachments", "files"]],
    side: [
      ["urgency", "urgency"], ["number", "line"], ["kind", "line"], ["issuer", "line"], ["signer", "line"],
      ["signer_title", "line"], ["issued_on", "day"], ["effective_on", "day"], ["expires_at", "moment"],
      ["areas", "list"], ["pinned", "tick"], ["slug", "line"],
    ],
  },
  page: { main: [["title", "title"], ["body_html", "body"], ["attachments", "files"]], side: [["slug", "line"]] },
};

const PLAIN = { read: (value) => value ?? "", write: (typed) => ({ value: typed.trim() || null }) };
const MARK = { read: (value) => value === true, write: (typed) => ({ value: typed }) };
/** What is held by a part of its own goes through it as it is. */
const HELD = { read: (value) => value, write: (value) => ({ value }) };
const KINDS = {
  photo: HELD,
  files: HELD,
  line: PLAIN,
  lines: PLAIN,
  category: PLAIN,
  urgency: PLAIN,
  tick: MARK,
  title: { read: (value) => value ?? "", write: (typed) => ({ value: typed.replace(/\s+/g, " ").trim() }) },
  body: { read: (value) => value ?? "", write: (typed) => ({ value: typed }) },
  list: {
    read: (value) => (value ?? []).join(", "),
    write: (typed) => ({ value: typed.split(",").map((each) => each.trim()).filter(Boolean) }),
  },
  day: { read: typedDay, write: (typed) => timed(typed, dayOf) },
  moment: { read: typedMoment, write: (typed) => timed(typed, momentOf) },
};

/** How a value stands in its field. */
export function readField(kind, value) {
  return KINDS[kind].read(value);
}

/** What is typed in a field, for the API. */
export function writeField(kind, typed) {
  return KINDS[kind].write(typeof typed === "string" ? typed.normalize("NFC") : typed);
}

function timed(typed, parse) {
  if (!typed.trim()) return { value: null };
  const value = parse(typed);
  return value ? { value } : { isWrong: true };
}
