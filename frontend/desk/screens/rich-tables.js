/** Tables in the text: put there, and changed by the buttons below the toolbar. */
import { html, setHtml } from "../../lib/html.js";
import { emptyTable, gridOf, OPERATIONS, orderOf, tableOf } from "../lib/tables.js";
import { newTableView, tableView } from "../views/rich-text.js";
import { part, say } from "./frame.js";

const MOST = 50;

export class Tables {
  constructor(rich) {
    this.rich = rich;
  }

  /** Below the toolbar: what may be done with this table, or how large a new one is. */
  open() {
    const { i18n, view } = this.rich;
    const here = tableAround(view.state.selection.$from);
    // What listened to another tool goes with it.
    setHtml(part("tool"), html``);
    setHtml(part("tool"), here ? tableView(Object.keys(OPERATIONS), i18n) : newTableView(i18n));
    const tool = part("tool").firstElementChild;
    tool.addEventListener("click", ({ target }) => this.pressed(target.closest("button")));
    tool.querySelector("input, button").focus();
  }

  pressed(button) {
    if (!button) return;
    const { table, putTable } = button.dataset;
    if (putTable !== undefined) this.put();
    if (table === "drop_table") this.drop();
    else if (table && !this.change(table)) say(this.rich.i18n.t("table.refused"));
  }

  put() {
    const { view, schema, pm } = this.rich;
    const [rows, columns] = ["rows", "columns"].map((name) => Math.min(MOST, Math.max(1, Number(part("tool").querySelector(`#table-${name}`).value) || 1)));
    const { $from } = view.state.selection;
    const at = $from.depth ? $from.after(1) : $from.pos;
    const made = schema.nodeFromJSON(emptyTable(rows, columns));
    const change = view.state.tr.insert(at, made);
    if (at + made.nodeSize === change.doc.content.size) change.insert(at + made.nodeSize, schema.nodes.paragraph.create());
    view.dispatch(change.setSelection(pm.TextSelection.near(change.doc.resolve(at + 1))).scrollIntoView());
    this.open();
    view.focus();
  }

  /** False where it cannot be done with these cells. */
  change(name) {
    const { view, schema } = this.rich;
    const { $from, $to } = view.state.selection;
    const here = tableAround($from);
    if (!here) return false;
    const grid = gridOf(here.node.toJSON());
    const from = cellNumber(here, $from.pos);
    const to = $to.pos < here.at + here.node.nodeSize ? cellNumber(here, $to.pos) : from;
    const next = OPERATIONS[name](grid, from, to);
    if (next === null) return false;
    const change = view.state.tr.replaceWith(here.at, here.at + here.node.nodeSize, schema.nodeFromJSON(tableOf(grid)));
    view.dispatch(this.into(change, here.at, Math.max(0, orderOf(grid).indexOf(next))));
    return true;
  }

  /** The cursor stands in a cell, counted as they are written. */
  into(change, at, number) {
    const table = change.doc.nodeAt(at);
    const cell = cellsOf(table)[number];
    return change.setSelection(this.rich.pm.TextSelection.near(change.doc.resolve(at + 1 + cell.at + 1))).scrollIntoView();
  }

  drop() {
    const { view } = this.rich;
    const here = tableAround(view.state.selection.$from);
    if (here) view.dispatch(view.state.tr.delete(here.at, here.at + here.node.nodeSize));
    this.rich.closeTool();
  }

  /** Tab goes to the next cell; behind the last one it leaves the text, as everywhere. */
  walk(step) {
    const { view } = this.rich;
    const { $from } = view.state.selection;
    const here = tableAround($from);
    if (!here) return false;
    const next = cellNumber(here, $from.pos) + step;
    if (next < 0 || next >= cellsOf(here.node).length) return false;
    view.dispatch(this.into(view.state.tr, here.at, next));
    return true;
  }
}

function tableAround($pos) {
  for (let depth = $pos.depth; depth > 0; depth--) {
    if ($pos.node(depth).type.name === "table") return { node: $pos.node(depth), at: $pos.before(depth) };
  }
  return null;
}

/** The cells of a table itself, each with its place in it. */
function cellsOf(table) {
  const found = [];
  table.descendants((node, at) => {
    const isCell = ["cell", "header"].includes(node.type.name);
    if (isCell) found.push({ at, size: node.nodeSize });
    return !isCell;
  });
  return found;
}

/** Of a title the first cell is meant. */
function cellNumber({ node, at }, pos) {
  const place = pos - at - 1;
  return Math.max(0, cellsOf(node).findIndex((cell) => place > cell.at && place < cell.at + cell.size));
}
