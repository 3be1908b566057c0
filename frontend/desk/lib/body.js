/** A document of the editor as the body that the server stores, byte for byte. */
import { escape } from "../../lib/html.js";

const TAGS = {
  paragraph: "p", blockquote: "blockquote", bullet_list: "ul", ordered_list: "ol", list_item: "li", code_block: "pre",
  figure: "figure", caption: "figcaption", table: "table", table_title: "caption", table_head: "thead",
  table_body: "tbody", table_row: "tr", cell: "td", header: "th",
};
const EMPTY = { rule: "<hr>", hard_break: "<br>" };
/** The server's order of attributes. */
const NAMES = ["href", "src", "alt", "start", "type", "value", "colspan", "rowspan", "scope", "rel"];
/** Where a picture is still missing the stored body says so in words: nothing that was meant is lost unseen. */
export const PLACE = /\[Thêm ảnh(?:: ([^\][]*))?\]/;
const BETWEEN = /(<\/?(?:p|h[2-4]|ul|ol|li|blockquote|figure|figcaption|table|caption|thead|tbody|tr|td|th|hr|pre)\b[^>]*>)\s*\n\s*(?=<)/g;

/** `document` is the editor's, as JSON. */
export function bodyOf(document) {
  const body = (document.content ?? []).map(block).join("");
  return body === "<p></p>" ? "" : body;
}

/** The same body without the line ends between blocks, which say nothing. */
export function tightened(body) {
  return body.replace(BETWEEN, "$1");
}

function block(node) {
  if (EMPTY[node.type]) return EMPTY[node.type];
  if (node.type === "image") return `<img${attributes(node.attrs)}>`;
  if (node.type === "figure") return figure(node.content ?? []);
  if (["caption", "table_title"].includes(node.type) && !node.content) return "";
  const inside = inlines(node.content ?? []);
  if (node.type === "line") return inside;
  const tag = node.type === "heading" ? `h${node.attrs.level}` : TAGS[node.type];
  return `<${tag}${node.type === "heading" ? "" : attributes(node.attrs)}>${inside}</${tag}>`;
}

function figure(nodes) {
  const isMissing = ({ type, attrs }) => type === "image" && !attrs.src;
  const missing = nodes.filter(isMissing);
  const [caption] = nodes.filter(({ type, content }) => type === "caption" && content);
  const places = missing.map(({ attrs }) => `<p>${text(placeWords(attrs.name))}</p>`).join("");
  if (missing.length === nodes.filter(({ type }) => type === "image").length) return places + (caption ? `<p>${inlines(caption.content)}</p>` : "");
  return `<figure>${nodes.filter((each) => !isMissing(each)).map(block).join("")}</figure>${places}`;
}

function placeWords(name) {
  const bare = (name ?? "").replace(/[\][\s]+/g, " ").trim();
  return bare ? `[Thêm ảnh: ${bare}]` : "[Thêm ảnh]";
}

/** How many pictures a body still waits for. */
export function placesIn(body) {
  return (body ?? "").split(/\[Thêm ảnh[\]:]/).length - 1;
}

/** Marks that go on from one text to the next are written once. */
function inlines(nodes) {
  let open = [];
  let written = "";
  for (const node of nodes) {
    const marks = (node.marks ?? []).map((each) => [each.type === "link" ? "a" : each.type, attributes(each.attrs)]);
    const kept = shared(open, marks);
    written += closing(open.slice(kept)) + marks.slice(kept).map(([tag, given]) => `<${tag}${given}>`).join("");
    written += node.type === "text" ? text(node.text) : block(node);
    open = marks;
  }
  return written + closing(open);
}

function shared(open, marks) {
  const differs = marks.findIndex((each, index) => String(each) !== String(open[index] ?? ""));
  return differs < 0 ? marks.length : differs;
}

function closing(marks) {
  return [...marks].reverse().map(([tag]) => `</${tag}>`).join("");
}

function attributes(attrs = {}) {
  return NAMES.filter((name) => attrs[name] !== null && attrs[name] !== undefined)
    .map((name) => ` ${name}="${escape(String(attrs[name])).replace(/&#39;/g, "'")}"`).join("");
}

/** In text the server escapes these alone. */
function text(words) {
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
