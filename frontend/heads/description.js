/** One line about a page, cut at a word. */

const LONGEST = 200;
/** More of a body than is ever shown of it. */
const BEGINNING = 800;
/** Tags inside of a word. */
const INLINE = /^\/?(?:a|strong|em|sub|sup|u|s|code)\b/;
const CHARACTERS = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "&amp;": "&" };

export function shortened(text) {
  const line = text.slice(0, BEGINNING).split("\n").join(" ").replace(/ {2,}/g, " ").trim();
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 0) || cut.length).replace(/[,;.]+$/, "")}…`;
}

/** The lead of an article or notice, else the beginning of its body. */
export function described({ lead, body }) {
  return lead || wordsOf(body?.html ?? "");
}

/** The words of HTML that the server has sanitised: every `<` begins a tag there. */
function wordsOf(html) {
  const [first, ...pieces] = html.slice(0, BEGINNING).split("<");
  const words = pieces.map((piece) => (INLINE.test(piece) ? "" : " ") + piece.slice(piece.indexOf(">") + 1 || piece.length));
  return (first + words.join("")).replace(/&(?:lt|gt|quot|nbsp|amp);/g, (character) => CHARACTERS[character]);
}
