/** Lists of facts as they are typed: one to a line, its parts between bars, as in `Zalo | https://zalo.me/…`. */

const BAR = /\s*\|\s*/;
const DAYS = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];

/** `parts` are names and kinds; the first part may not be empty. */
export function rowsKind(parts) {
  return {
    read: (value) => (value ?? []).map((row) => lineOf(parts.map(([name, kind]) => kind.read(row[name])))).join("\n"),
    write: (typed) => written(typed, (cells) => rowOf(parts, cells)),
  };
}

/** `T2–T6 | 07:30–11:30, 13:30–17:00 | from | to`: days of the week, hours, and between which days it holds. */
export function hoursKind(timeOf, day) {
  const row = ([days, hours = "", from = "", to = ""]) => {
    const weekdays = weekdaysOf(days);
    const intervals = hours.split(",").map((each) => intervalOf(each, timeOf));
    const ends = [from, to].map((typed) => day.write(typed));
    if (!weekdays || intervals.includes(null) || ends.some(({ isWrong }) => isWrong)) return null;
    return { weekdays, intervals, valid_from: ends[0].value, valid_to: ends[1].value };
  };
  return {
    read: (value) => (value ?? []).map((each) => lineOf([
      spelt(each.weekdays), each.intervals.map(({ opens, closes }) => `${opens}–${closes}`).join(", "),
      day.read(each.valid_from), day.read(each.valid_to),
    ])).join("\n"),
    write: (typed) => written(typed, row),
  };
}

/** One of a few values by its word, in any letter case. */
export function wordKind(words) {
  return {
    read: (value) => words[value] ?? "",
    write: (typed) => {
      const found = Object.keys(words).find((value) => words[value] === typed.trim().toLowerCase());
      return found ? { value: found } : { isWrong: true };
    },
  };
}

function written(typed, rowFrom) {
  const lines = typed.split("\n").map((line) => line.trim()).filter(Boolean);
  const value = lines.map((line) => rowFrom(line.split(BAR)));
  return value.includes(null) ? { isWrong: true } : { value };
}

function rowOf(parts, cells) {
  if (cells.length > parts.length) return null;
  const values = parts.map(([name, kind], index) => [name, kind.write(cells[index] ?? "")]);
  if (values.some(([, { isWrong }]) => isWrong) || values[0][1].value === null) return null;
  return Object.fromEntries(values.map(([name, { value }]) => [name, value]));
}

function lineOf(cells) {
  const last = cells.reduce((found, cell, index) => (cell ? index : found), 0);
  return cells.slice(0, last + 1).join(" | ");
}

function intervalOf(typed, timeOf) {
  const [opens, closes, more] = typed.split(/[–-]/).map((each) => timeOf(each));
  return opens && closes && more === undefined ? { opens, closes } : null;
}

/** 1 is Monday, `T2`. */
function weekdaysOf(typed) {
  const days = typed.toUpperCase().split(",").map((each) => each.trim().split(/\s*[–-]\s*/).map((name) => DAYS.indexOf(name) + 1));
  if (days.some((ends) => ends.length > 2 || ends.includes(0) || ends[0] > ends[ends.length - 1])) return null;
  return [...new Set(days.flatMap(([from, to = from]) => Array.from({ length: to - from + 1 }, (_, index) => from + index)))].sort();
}

/** Days that follow each other stand as a span. */
function spelt(weekdays) {
  const spans = [];
  for (const day of weekdays) {
    const last = spans[spans.length - 1];
    if (last && last[1] === day - 1) last[1] = day;
    else spans.push([day, day]);
  }
  return spans.map(([from, to]) => (from === to ? DAYS[from - 1] : `${DAYS[from - 1]}–${DAYS[to - 1]}`)).join(", ");
}
