/** What a clipboard holds, before it becomes part of a text. */

const IMAGE = /<img\b[^>]*>/gi;
const OURS = /\bdata-pm-slice=/;
const DATA = /^data:(image\/(?:png|jpe?g|gif|webp));base64,([a-z0-9+/=\s]+)$/i;
/** Pictures that stand for a letter, and those that only count who reads. */
const NO_PICTURE = /\b(?:emoji|smiley)\b|\b(?:width|height)\s*=\s*["']?[01]\b/i;
const PLACE = /\[Thêm ảnh: #(\d+)\]/;

/** It was copied here: nothing of it has to be read anew. */
export function isOwn(html) {
  return OURS.test(html);
}

/** The HTML with a numbered place for each picture, and what is known of them: `{name, type, data}`. */
export function withoutPictures(html) {
  const pictures = [];
  const marked = html.replace(IMAGE, (tag) => {
    if (NO_PICTURE.test(tag)) return tag;
    pictures.push(pictureOf(tag));
    return `[Thêm ảnh: #${pictures.length}]`;
  });
  return { html: marked, pictures };
}

/** Styles are read by the server alone: here the policy refuses each, and reports it. */
export function withoutStyles(html) {
  return html.replace(/<style\b[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, " ");
}

/** A text cut at its places: words and numbers by turns. */
export function cutAtPlaces(text) {
  return text.split(PLACE).map((part, index) => (index % 2 ? Number(part) : part));
}

/** Lines as they stand: a blank one parts paragraphs, any other is a line break. */
export function paragraphsOf(text) {
  const blocks = text.replace(/\r\n?/g, "\n").normalize("NFC").trimEnd().split(/\n[^\S\n]*\n\s*/);
  return blocks.map((block) => block.split("\n").map((line) => line.replace(/\s+$/, ""))).filter((lines) => lines.some(Boolean));
}

function pictureOf(tag) {
  const source = attribute(tag, "src");
  const [, type = null, data = null] = DATA.exec(source) ?? [];
  const name = attribute(tag, "alt") || (data ? "" : source.split(/[?#]/)[0].split(/[\\/]/).pop());
  return { name: name.replace(/[\][<>]/g, " ").slice(0, 80), type, data };
}

function attribute(tag, name) {
  const [, , quoted, bare] = new RegExp(`\\s${name}\\s*=\\s*(?:(["'])(.*?)\\1|([^\\s>]+))`, "is").exec(tag) ?? [];
  return quoted ?? bare ?? "";
}
