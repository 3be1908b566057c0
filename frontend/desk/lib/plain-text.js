/** Bodies of nothing but paragraphs, as text with an empty line between them, and back to the same bytes. */
import { escape } from "../../lib/html.js";

const ESCAPES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** The text of a body; null when it holds more than a text can. */
export function textOf(body) {
  const text = body
    .replace(/^<p>|<\/p>$/g, "").replace(/<\/p>\s*<p>/g, "\n\n").replace(/<br>/g, "\n")
    .replace(/&(?:amp|lt|gt|quot);/g, (each) => ESCAPES[each]);
  return bodyOf(text) === body ? text : null;
}

/** The body that the API keeps for a text. */
export function bodyOf(text) {
  const paragraphs = text.split(/\n\s*\n/).map((each) => each.trim()).filter(Boolean);
  return paragraphs.map((each) => `<p>${lines(each)}</p>`).join("");
}

function lines(paragraph) {
  return escape(paragraph).replace(/&quot;/g, '"').replace(/&#39;/g, "'").split("\n").map((each) => each.trim()).join("<br>");
}
