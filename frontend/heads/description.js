/** One line about a page: whole sentences of its text, no headings and no cells of tables. */

const LONGEST = 200;
/** Whole sentences as long as this say enough. */
const ENOUGH = 80;
/** The end of one, behind a word that is no abbreviation. */
const END = /[^\s\d.]{3,}[.!?…]["”»)]*(?= )/g;
/** What is no running text. */
const ASIDE = /<(table|figure|pre|h[2-4])\b[^]*?<\/\1>/g;
/** More of a body than is ever shown of it. */
const BEGINNING = 800;
/** Tags inside of a word. */
const INLINE = /^\/?(?:a|strong|em|sub|sup|u|s|code)\b/;
const CHARACTERS = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "&amp;": "&" };

export function shortened(text) {
  const line = text.slice(0, BEGINNING).split("\n").join(" ").replace(/ {2,}/g, " ").trim();
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST - 1);
  const whole = endOfSentences(cut);
  if (whole >= ENOUGH) return cut.slice(0, whole);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 0) || cut.length).replace(/[,;.]+$/, "")}…`;
}

/** Where the last whole sentence of a text ends. */
function endOfSentences(text) {
  let end = 0;
  text.replace(END, (found, index) => {
    end = index + found.length;
  });
  return end;
}

/** The lead of an article or notice, else the beginning of its body. */
export function described({ lead, body }) {
  return lead || wordsOf(body?.html ?? "");
}

/** The words of HTML that the server has sanitised: every `<` begins a tag there. */
function wordsOf(html) {
  const [first, ...pieces] = html.replace(ASIDE, " ").slice(0, BEGINNING).split("<");
  const words = pieces.map((piece) => (INLINE.test(piece) ? "" : " ") + piece.slice(piece.indexOf(">") + 1 || piece.length));
  return (first + words.join("")).replace(/&(?:lt|gt|quot|nbsp|amp);/g, (character) => CHARACTERS[character]).trim();
}
