/**
 * Tables as a grid of slots: each slot names the cell that covers it, so that rows, columns and merged cells are changed
 * without counting spans. A table goes in and comes out as the editor's JSON.
 */

/** `{title, rows, sections, cells}`: `rows` are lists of numbers of cells, `sections` say of each row in which part it stands. */
export function gridOf(table) {
  const grid = { title: null, rows: [], sections: [], cells: [] };
  (table.content ?? []).forEach((part, section) => {
    if (part.type === "table_title") grid.title = part;
    else addSection(grid, part, part.type === "table_head" ? 0 : section + 1);
  });
  return filled(grid);
}

/** The table of a grid again; cells that no slot names are gone. */
export function tableOf({ title, rows, sections, cells }) {
  const parts = [...new Set(sections)].map((section) => ({
    type: section === 0 ? "table_head" : "table_body",
    content: rows.map((row, index) => ({ row, index })).filter(({ index }) => sections[index] === section)
      .map(({ row, index }) => ({ type: "table_row", content: rowCells(rows, row, index).map((number) => cellOf(cells[number], rows, number)) })),
  }));
  return { type: "table", content: [...(title ? [title] : []), ...parts] };
}

/** Which cell, counted as they are written, a number has become. */
export function orderOf({ rows }) {
  return rows.flatMap((row, index) => rowCells(rows, row, index));
}

export function emptyTable(rows, columns) {
  const row = (type) => ({ type: "table_row", content: Array.from({ length: columns }, () => emptyCell(type)) });
  const body = { type: "table_body", content: Array.from({ length: Math.max(1, rows - 1) }, () => row("cell")) };
  return { type: "table", content: [{ type: "table_head", content: [row("header")] }, body] };
}

/** Each changes a grid for the cells `from` to `to`, and gives the cell that the cursor goes to; null refuses. */
export const OPERATIONS = {
  row_before: (grid, from) => addRow(grid, slotsOf(grid, from).top),
  row_after: (grid, from) => addRow(grid, slotsOf(grid, from).bottom + 1),
  column_before: (grid, from) => addColumn(grid, slotsOf(grid, from).left),
  column_after: (grid, from) => addColumn(grid, slotsOf(grid, from).right + 1),
  drop_row: (grid, from) => dropRow(grid, slotsOf(grid, from).top),
  drop_column: (grid, from) => dropColumn(grid, slotsOf(grid, from).left),
  merge,
  split,
  header,
  title,
};

function addSection(grid, part, section) {
  const first = grid.rows.length;
  const last = first + part.content.length;
  part.content.forEach(() => {
    grid.rows.push([]);
    grid.sections.push(section);
  });
  part.content.forEach((row, index) => row.content.forEach((cell) => put(grid, cell, first + index, last)));
}

/** A cell takes the next free slots of its row; what reaches below its part ends there. */
function put({ rows, cells }, cell, top, last) {
  const number = cells.push(cell) - 1;
  let left = 0;
  while (rows[top][left] !== undefined) left++;
  for (let row = top; row < Math.min(last, top + span(cell, "rowspan")); row++) {
    for (let column = left; column < left + span(cell, "colspan"); column++) rows[row][column] = rows[row][column] ?? number;
  }
}

function span({ attrs }, name) {
  return Math.min(Math.max(1, Math.floor(Number((attrs ?? {})[name]) || 1)), 100);
}

/** Short rows get empty cells, so that each column is whole. */
function filled(grid) {
  const width = Math.max(0, ...grid.rows.map((row) => row.length));
  grid.rows.forEach((row, index) => {
    for (let column = 0; column < width; column++) row[column] = row[column] ?? grid.cells.push(emptyCell(typeIn(grid, index))) - 1;
  });
  return grid;
}

function emptyCell(type) {
  return { type, attrs: { colspan: null, rowspan: null, scope: null }, content: [{ type: "line" }] };
}

function typeIn({ sections }, row) {
  return sections[row] === 0 ? "header" : "cell";
}

function rowCells(rows, row, index) {
  return [...new Set(row)].filter((number) => index === 0 || !rows[index - 1].includes(number));
}

function cellOf(cell, rows, number) {
  const { top, bottom, left, right } = slotsOf({ rows }, number);
  const spans = { colspan: right > left ? String(right - left + 1) : null, rowspan: bottom > top ? String(bottom - top + 1) : null };
  return { ...cell, attrs: { ...cell.attrs, ...spans } };
}

function slotsOf({ rows }, number) {
  const held = rows.map((row, index) => (row.includes(number) ? index : -1)).filter((index) => index >= 0);
  const row = rows[held[0]];
  return { top: held[0], bottom: held[held.length - 1], left: row.indexOf(number), right: row.lastIndexOf(number) };
}

function fresh(grid, row) {
  return grid.cells.push(emptyCell(typeIn(grid, row))) - 1;
}

/** What reaches over the new line goes on through it. */
function addRow(grid, at) {
  const { rows, sections } = grid;
  const first = grid.cells.length;
  const beside = at < rows.length && (at === 0 || sections[at] !== sections[at - 1]) ? Math.min(at, rows.length - 1) : at - 1;
  sections.splice(at, 0, sections[Math.max(0, beside)]);
  const made = rows[0].map((_, column) => (at > 0 && at < rows.length && rows[at - 1][column] === rows[at][column] ? rows[at][column] : fresh(grid, at)));
  rows.splice(at, 0, made);
  return made.find((number) => number >= first) ?? made[0];
}

function addColumn(grid, at) {
  const first = grid.cells.length;
  grid.rows.forEach((row, index) => row.splice(at, 0, at > 0 && at < row.length && row[at - 1] === row[at] ? row[at] : fresh(grid, index)));
  return first < grid.cells.length ? first : grid.rows[0][at];
}

function dropRow({ rows, sections }, at) {
  if (rows.length < 2) return null;
  rows.splice(at, 1);
  sections.splice(at, 1);
  return rows[Math.min(at, rows.length - 1)][0];
}

function dropColumn({ rows }, at) {
  if (rows[0].length < 2) return null;
  rows.forEach((row) => row.splice(at, 1));
  return rows[0][Math.min(at, rows[0].length - 1)];
}

/** All cells between two become the first of them; one alone takes the one on its right. */
function merge(grid, from, to) {
  const { rows, sections, cells } = grid;
  const area = whole(grid, union(slotsOf(grid, from), slotsOf(grid, to)));
  if (from === to) area.right += 1;
  const box = whole(grid, area);
  if (box.right >= rows[0].length || sections[box.top] !== sections[box.bottom]) return null;
  const taken = [...new Set(rows.slice(box.top, box.bottom + 1).flatMap((row) => row.slice(box.left, box.right + 1)))];
  const content = taken.flatMap((number) => cells[number].content).filter(({ content: inside }) => inside && inside.length);
  cells[taken[0]] = { ...cells[taken[0]], content: content.length ? content : [{ type: "line" }] };
  for (let row = box.top; row <= box.bottom; row++) rows[row].fill(taken[0], box.left, box.right + 1);
  return taken[0];
}

function union(one, other) {
  return {
    top: Math.min(one.top, other.top), bottom: Math.max(one.bottom, other.bottom),
    left: Math.min(one.left, other.left), right: Math.max(one.right, other.right),
  };
}

/** Grown until no cell stands half in it. */
function whole(grid, area) {
  const numbers = grid.rows.slice(area.top, area.bottom + 1).flatMap((row) => row.slice(area.left, area.right + 1));
  const grown = [...new Set(numbers)].map((number) => slotsOf(grid, number)).reduce(union, area);
  return Object.keys(area).every((side) => area[side] === grown[side]) ? area : whole(grid, grown);
}

/** A merged cell keeps its first slot; the others become empty. */
function split(grid, from) {
  const { top, bottom, left, right } = slotsOf(grid, from);
  if (top === bottom && left === right) return null;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) if (row > top || column > left) grid.rows[row][column] = fresh(grid, row);
  }
  return from;
}

/** The first row becomes a heading, or what is one a row like others. */
function header(grid, from) {
  const isHead = grid.sections[0] === 0;
  const last = isHead ? grid.sections.lastIndexOf(0) : Math.max(...grid.rows[0].map((number) => slotsOf(grid, number).bottom));
  const body = grid.sections.find((section) => section > 0) ?? 1;
  for (let row = 0; row <= last; row++) {
    grid.sections[row] = isHead ? body : 0;
    for (const number of grid.rows[row]) grid.cells[number] = { ...grid.cells[number], type: isHead ? "cell" : "header" };
  }
  return from;
}

function title(grid, from) {
  grid.title = grid.title ? null : { type: "table_title" };
  return from;
}
