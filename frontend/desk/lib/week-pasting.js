/** Rows of a table that somebody pastes into a week: which column says what, and which day each row is of. */
import { folded } from "./folding.js";
import { cutHours, hoursOf } from "./hours.js";

/** What a column may be, the words by which its heading is known. */
const HEADINGS = [
  ["date", /\b(?:ngay|thu)\b/], ["hours", /\b(?:gio|thoi gian|buoi)\b/], ["title", /\b(?:noi dung|cong viec|noi dung cong viec)\b/],
  ["location", /\b(?:dia diem|noi hop|tai)\b/], ["chair", /\b(?:chu tri|lanh dao)\b/], ["attendees", /\b(?:thanh phan|tham du|du hop)\b/],
  ["prepared_by", /\b(?:chuan bi|phu trach|theo doi)\b/], ["internal_note", /\bnoi bo\b/], ["note", /\bghi chu\b/],
];
export const MEANINGS = HEADINGS.map(([name]) => name);
const WEEKDAYS = [/\b(?:thu hai|thu 2|t2)\b|^hai$/, /\b(?:thu ba|thu 3|t3)\b|^ba$/, /\b(?:thu tu|thu 4|t4)\b|^tu$/, /\b(?:thu nam|thu 5|t5)\b|^nam$/,
  /\b(?:thu sau|thu 6|t6)\b|^sau$/, /\b(?:thu bay|thu 7|t7)\b|^bay$/, /\b(?:chu nhat|cn)\b/];
const DATE = /\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?\b/;

/** `{rows, meanings}` of a table of words (rows of cells): its heading is taken off, each column has a meaning or null. */
export function recognised(table) {
  const width = Math.max(...table.map((row) => row.length));
  const cells = table.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? ""));
  const place = cells.slice(0, 3).findIndex((row) => headed(row).filter(Boolean).length > 1);
  const rows = cells.slice(place + 1);
  return { rows, meanings: place < 0 ? guessed(rows, width) : headed(cells[place]) };
}

/** `{taken, left}`: contents of entries, and rows that are of no day of this week or say nothing. `days` are `YYYY-MM-DD`. */
export function entriesIn(rows, meanings, days) {
  const taken = [];
  const left = [];
  let day = null;
  for (const row of rows) {
    const facts = factsOf(row, meanings);
    day = dayIn(facts.date ?? "", days, day);
    if (!facts.title) continue;
    if (day) taken.push({ date: day, ...contentOf(facts) });
    else left.push(facts.title);
  }
  return { taken, left };
}

/** Each meaning is given to one column. */
function headed(row) {
  const given = new Set();
  return row.map((cell) => {
    const words = folded(cell);
    const [name = null] = (words.length < 60 && HEADINGS.find(([each, pattern]) => !given.has(each) && pattern.test(words))) || [];
    given.add(name);
    return name;
  });
}

/** Without a heading: days, hours, then the longest words are what it is about, and the others as the paper has them. */
function guessed(rows, width) {
  const columns = Array.from({ length: width }, (_, index) => rows.map((row) => row[index]).filter(Boolean));
  const share = (cells, isIt) => (cells.length ? cells.filter(isIt).length / cells.length : 0);
  const meanings = columns.map((cells) => (share(cells, isDay) > 0.5 ? "date" : share(cells, (each) => hoursOf(each)) > 0.5 ? "hours" : null));
  const length = (index) => (meanings[index] ? -1 : columns[index].reduce((sum, each) => sum + each.length, 0) / (columns[index].length || 1));
  const longest = meanings.map((_, index) => index).sort((one, other) => length(other) - length(one))[0];
  meanings[longest] = "title";
  const rest = ["location", "chair", "attendees", "prepared_by", "note"];
  return meanings.map((each) => each ?? rest.shift() ?? null);
}

/** Cells by what they say; of two columns with one meaning both. */
function factsOf(row, meanings) {
  const facts = {};
  for (const [index, name] of meanings.entries()) {
    if (name && row[index]) facts[name] = facts[name] ? `${facts[name]}\n${row[index]}` : row[index];
  }
  return facts;
}

/** Hours that are none stay words, before what it is about. */
function contentOf({ date: _date, hours = "", title, ...others }) {
  const [found, rest] = hours ? [hours, title] : cutHours(title);
  const times = hoursOf(found);
  return times ? { ...others, ...times, title: rest } : { ...others, title: `${hours}: ${rest}` };
}

function isDay(cell) {
  return DATE.test(cell) || WEEKDAYS.some((pattern) => pattern.test(folded(cell)));
}

/** The day that a cell names; an empty one is of the day above, and one of another week is no day here. */
function dayIn(cell, days, before) {
  const [, day, month] = DATE.exec(cell) ?? [];
  if (day) return days.find((each) => each.endsWith(`-${month.padStart(2, "0")}-${day.padStart(2, "0")}`)) ?? null;
  const place = WEEKDAYS.findIndex((pattern) => pattern.test(folded(cell)));
  return place < 0 ? before : days[place];
}

/** Rows of cells of words between tabs, as spreadsheets give them beside their HTML. */
export function tableOfText(text) {
  return text.replace(/\r\n?/g, "\n").trim().split("\n").map((line) => line.split("\t").map((cell) => cell.trim()));
}

/** A table of the page as rows of words: what reaches over several rows stands in the first, but for days, which stand in each. */
export function tableOf(table) {
  const rows = [...table.rows].map(() => []);
  for (const [number, row] of [...table.rows].entries()) {
    for (const cell of row.cells) placeCell(rows, number, cell);
  }
  return rows.map((row) => Array.from(row, (words) => words ?? ""));
}

function placeCell(rows, number, cell) {
  let column = 0;
  while (rows[number][column] !== undefined) column++;
  const words = wordsOf(cell);
  for (let down = 0; down < cell.rowSpan && rows[number + down]; down++) {
    for (let across = 0; across < cell.colSpan; across++) {
      rows[number + down][column + across] = across || (down && !isDay(words)) ? "" : words;
    }
  }
}

/** Paragraphs and broken lines as lines. */
function wordsOf(cell) {
  const blocks = [...cell.querySelectorAll("p, li")];
  for (const each of cell.querySelectorAll("br")) each.replaceWith("\n");
  const lines = blocks.length ? blocks.map((each) => each.textContent) : [cell.textContent];
  return lines.map((line) => line.replace(/[^\S\n]+/g, " ").trim()).filter(Boolean).join("\n").normalize("NFC");
}
