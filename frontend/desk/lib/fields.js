/**
 * Which fields each type has: above and below the text, then beside it. A field's second part is its kind, of
 * `lib/kinds.js`. All that the API takes stands here, but what `LEFT` names.
 */
const TEXT = [["title", "title"], ["body_html", "body"], ["attachments", "files"]];
const SIGNED = [["issuer", "line"], ["signer", "line"], ["signer_title", "line"], ["issued_on", "day"], ["effective_on", "day"]];

export const FIELDS = {
  article: {
    main: [["title", "title"], ["lead", "lines"], ["cover", "photo"], ["body_html", "body"], ["attachments", "files"]],
    side: [
      ["category", "category"], ["byline", "line"], ["tags", "list"], ["featured", "tick"], ["pinned", "tick"], ["slug", "line"],
      ["source", "source"], ["licence", "line"], ["language", "language"],
    ],
  },
  notice: {
    main: TEXT,
    side: [
      ["urgency", "urgency"], ["number", "line"], ["kind", "line"], ...SIGNED, ["expires_at", "moment"], ["areas", "list"],
      ["pinned", "tick"], ["slug", "line"], ["term", "term"],
    ],
  },
  page: { main: TEXT, side: [["parent", "page"], ["menu_title", "line"], ["menu_order", "number"], ["slug", "line"]] },
  legal_document: {
    main: TEXT,
    side: [
      ["number", "line"], ["form", "line"], ...SIGNED, ["expired_on", "day"], ["status", "legal_status"], ["scope", "legal_scope"],
      ["field", "line"], ["replaces", "legal_documents"], ["amends", "legal_documents"], ["external_url", "line"], ["slug", "line"],
    ],
  },
  calendar_entry: {
    main: [
      ["title", "title"], ["date", "day"], ["session", "session"], ["start_time", "time"], ["end_time", "time"], ["all_day", "tick"],
      ["location", "line"], ["chair", "chair"], ["officials", "officials"], ["attendees", "lines"],
    ],
    side: [
      ["prepared_by", "line"], ["status", "entry_status"], ["status_note", "line"], ["supersedes", "entry"], ["note", "lines"],
      ["internal_note", "lines"], ["replaces_invitation", "tick"],
    ],
  },
  banner: {
    main: [["image", "photo"], ["placement", "placement"], ["label", "line"], ["link", "line"]],
    side: [["starts_at", "moment"], ["ends_at", "moment"], ["order", "number"]],
  },
  category: { main: [["name", "title"], ["parent", "category"], ["menu_title", "line"], ["order", "number"], ["slug", "line"]], side: [] },
  official: {
    main: [
      ["name", "title"], ["position", "line"], ["unit", "line"], ["term", "line"], ["photo", "photo"], ["duties", "lines"], ["biography", "lines"],
      ["phone", "line"], ["email", "line"], ["order", "number"],
    ],
    side: [],
  },
  site: {
    main: [
      ["name", "title"], ["organisation", "line"], ["province", "line"], ["responsible_person", "person"], ["address", "line"],
      ["phone", "line"], ["hotline", "line"], ["fax", "line"], ["email", "line"], ["opening_hours", "hours"], ["tasks", "tasks"], ["social", "social"],
      ["links", "links"], ["areas", "list"], ["former_units", "units"], ["logo", "photo"],
    ],
    side: [
      ["name_en", "line"], ["organisation_en", "line"], ["address_en", "line"], ["licence", "line"], ["languages", "list"],
      ["base_url", "line"], ["slug", "line"], ["measurement", "measurement"], ["two_person_rule", "tick"],
    ],
  },
};

export const TYPES = Object.keys(FIELDS);

/** What has one possible value, and needs no field. */
export const LEFT = { site: ["timezone"] };

/** Without these the API takes no new one; what has a value is what a new one begins with. */
const NEEDED = {
  article: { title: null }, notice: { title: null }, page: { title: null }, legal_document: { title: null },
  calendar_entry: { title: null, date: null }, banner: { image: null, placement: "header" },
  category: { name: null }, official: { name: null }, site: { name: null, slug: null },
};

/** They have no review: what is saved is public. */
const UNREVIEWED = ["category", "official"];

export function isReviewed({ type }) {
  return !UNREVIEWED.includes(type);
}

export function fieldsOf(type) {
  const { main, side } = FIELDS[type];
  return [...main, ...side];
}

export function kindOf(type, name) {
  return fieldsOf(type).find(([each]) => each === name)?.[1];
}

/** `{content}` of a new one, or which fields it still lacks. */
export function beginning(type, changes) {
  const content = { ...NEEDED[type], ...changes };
  const lacking = Object.keys(NEEDED[type]).filter((name) => content[name] === null || content[name] === "");
  return { content, lacking };
}
