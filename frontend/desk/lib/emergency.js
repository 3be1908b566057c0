/** What an emergency is to the API: a notice of its urgency, which ends by itself. */
import { html } from "../../lib/html.js";
import { writeField } from "./kinds.js";

const HOUR_MS = 3_600_000;

/** `said` is what stands in the form, `areas` what is ticked, `now` in milliseconds. */
export function emergencyOf({ title, text, more, hours }, areas, now) {
  const named = [...areas, ...writeField("list", more).value];
  return {
    title: writeField("title", title).value,
    body_html: String(text.normalize("NFC").split("\n").map((line) => line.trim()).filter(Boolean).map((line) => html`<p>${line}</p>`).join("")),
    areas: [...new Set(named)],
    urgency: "emergency",
    expires_at: new Date(now + Number(hours) * HOUR_MS).toISOString(),
  };
}

const WORDS = ["title", "body_html", "areas"];

/** Whether a document says what was written. */
export function isSaid(there, written) {
  return WORDS.every((name) => JSON.stringify(there[name]) === JSON.stringify(written[name]));
}
