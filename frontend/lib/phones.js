/** The telephone numbers of a text. */

const SEP = "(?:\\)[ \\u00a0.-]?|[ \\u00a0.-]\\(?)?";
/** A bracket belongs to a number where it closes within it. */
const OPEN = "(?:\\((?=\\+? ?[0-9]{2,4}\\)))?";
const digits = (count) => `(?:${SEP}[0-9]){${count}}`;
/** Behind the 0 or the code of the country: of a landline ten digits, of a mobile nine. */
const LOCAL = `(?:2${digits(9)}|[35789]${digits(8)})`;
const DIALLED = [
  `${OPEN}\\+ ?84\\)?(?:${SEP}0\\)?)?${SEP}${LOCAL}`,
  `84${SEP}${LOCAL}`,
  `${OPEN}0${SEP}${LOCAL}`,
  `${OPEN}02[0-9]{1,2}\\)? [-–] [0-9]${digits("6,7")}`,
  `1[89]00(?:${digits(6)}|${digits(4)})`,
  `\\+?${OPEN}[0-9]${digits("5,14")}`,
  "1[0-9]{2,3}",
].join("|");
const WORDS = "máy lẻ|máy nhánh|số lẻ|lẻ|nội bộ|nhánh|phím|bấm|extension|ext";
const EXTENSION = `(?:${WORDS})[.:]?(?: số)?:? ?[0-9]+(?:[ ,/-]{1,3}[0-9]{1,4}(?![0-9]))*`;
const FOUND = new RegExp(`(${EXTENSION})|((?:${DIALLED})(?![0-9]))|[0-9]+`, "giu");
const LONG = 6;
const URGENT = /^11[1-5]$/;
const JOINED = /^[ ,/-]*$/;

/** `[{text, tel}]`; `tel` is null of what stands between numbers, extensions included. */
export function phoneParts(text) {
  const parts = [];
  let plain = "";
  let end = 0;
  let last = "";
  FOUND.lastIndex = 0;
  // `matchAll` would build the whole pattern anew.
  for (let match = FOUND.exec(text); match; match = FOUND.exec(text)) {
    const { 0: found, 2: number, index } = match;
    const between = text.slice(end, index);
    end = index + found.length;
    plain += between;
    const tel = number ? dialled(number) : null;
    const isEnding = tel && tel.length < LONG && last.length >= LONG && JOINED.test(between) && !URGENT.test(tel);
    if (tel && !isEnding) {
      parts.push({ text: plain, tel: null }, { text: number, tel });
      plain = "";
      last = tel;
    } else {
      plain += found;
    }
  }
  return [...parts, { text: plain + text.slice(end), tel: null }].filter((part) => part.text);
}

/** As a telephone wants it: `+84 (0)912…` without the 0 that is dialled at home alone. */
function dialled(number) {
  const isAbroad = /^\(?\+ ?[1-9]/.test(number);
  const bare = number.replace(/[^0-9]/g, "");
  if (/^84(?=2[0-9]{9}$|[35789][0-9]{8}$)/.test(bare)) return `+${bare}`;
  return isAbroad ? `+${bare.replace(/^840/, "84")}` : bare;
}
