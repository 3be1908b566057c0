/** `<week-grid>`: the table of a week, walked through and written in as a spreadsheet. It keeps no words: each change is told. */
import { setHtml } from "../../lib/html.js";
import { COLUMNS, gridView, rowsOf } from "../views/week.js";
import { CellField } from "./week-cell.js";

const PHONE = "(max-width: 61.99rem)";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const MOVES = { ArrowUp: "day_before", ArrowDown: "day_after", ArrowLeft: "session_before", ArrowRight: "session_after" };

export class WeekGrid extends HTMLElement {
  /**
   * `tell(key, changes)` answers with the key of the entry that has them; `act(name, key)` does what is more than words;
   * `typing()` says that a cell is being written in, or no more.
   */
  begin({ i18n, days, names, known, tell, typing, act, paste }) {
    Object.assign(this, { i18n, days, names, known, tell, typing, act, entries: [], wrong: {}, isEditing: false, isLeaving: false });
    this.at = { key: `new-${days[0].date}`, name: "hours" };
    this.first = "hours";
    this.field = new CellField(this);
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", (event) => this.clicked(event));
    // The field keeps the focus while one of its suggestions is chosen.
    this.addEventListener("mousedown", (event) => event.target.closest("[data-suggestion]") && event.preventDefault());
    this.addEventListener("input", (event) => this.field.typed(event));
    this.addEventListener("compositionstart", () => this.isEditing || this.field.open());
    this.addEventListener("focusout", (event) => this.field.left(event));
    // Where nothing is being written, browsers paste into the page.
    document.addEventListener("paste", (event) => {
      const isWritten = event.target.closest("input, textarea") && (this.isEditing || event.target !== this.field.input);
      if (!isWritten && isTable(event.clipboardData)) paste(event);
    });
    return this;
  }

  /** What the week holds now; a cell that is being written in is left alone. */
  show(entries, wrong = this.wrong) {
    Object.assign(this, { entries, wrong });
    const keys = this.rows.map(({ key }) => key);
    if (!keys.includes(this.at.key)) this.at = { ...this.at, key: keys[0] };
    this.draw();
  }

  /** Whoever was in the chosen cell still is. */
  draw() {
    const isInside = this.contains(document.activeElement);
    setHtml(this, gridView(this, this.i18n));
    if (this.isEditing) return;
    this.field.offer();
    if (isInside) this.enter();
  }

  enter() {
    (this.field.input ?? this.cell).focus({ preventScroll: true });
  }

  /** What stands in a cell that is still being written in: `{key, changes}`. */
  get unfinished() {
    const changes = this.isEditing && this.field.changes;
    return changes && Object.keys(changes).length ? { key: this.at.key, changes } : null;
  }

  get rows() {
    return this.days.flatMap(({ date }) => rowsOf(date, this.entries));
  }

  get row() {
    return this.rows.find(({ key }) => key === this.at.key);
  }

  get cell() {
    return document.getElementById(`cell-${this.at.key}-${this.at.name}`);
  }

  focusOn(at) {
    this.at = { ...this.at, ...at };
    this.draw();
    this.enter();
    this.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  pressed(event) {
    if (event.isComposing || !event.target.closest("[data-cell]")) return;
    const isDone = this.isEditing ? this.field.pressed(event) : this.walked(event);
    if (isDone) event.preventDefault();
  }

  /** A key while no cell is being written in; true when it meant something. */
  walked(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key === "Shift") return false;
    if (key === "Tab") return !this.isLeaving && this.step(shiftKey ? -1 : 1);
    this.isLeaving = key === "Escape";
    if (altKey && MOVES[key]) return this.does(MOVES[key]);
    if ((ctrlKey || metaKey) && key.toLowerCase() === "d") return this.does("copy");
    if ((ctrlKey || metaKey) && key.toLowerCase() === "z") return this.does("undo");
    if (ctrlKey || metaKey || altKey) return false;
    if (STEPS[key]) return this.go(...STEPS[key]);
    if (key === "Home" || key === "End") return this.goTo({ name: COLUMNS[key === "Home" ? 0 : COLUMNS.length - 1] });
    if (key === "Enter" || key === "F2") return this.field.edit();
    if (key === "Delete") return this.does("cancel");
    if (key === "Backspace" && this.field.input) this.field.open();
    return false;
  }

  does(name) {
    if (name === "undo" || !this.row.isNew) this.act(name, this.at.key);
    return true;
  }

  go(down, across) {
    const { rows } = this;
    const row = rows[rows.findIndex(({ key }) => key === this.at.key) + down];
    const name = COLUMNS[COLUMNS.indexOf(this.at.name) + across];
    return row && name ? this.goTo({ key: row.key, name }) : true;
  }

  goTo(at) {
    this.focusOn(at);
    this.first = this.at.name;
    return true;
  }

  /** The row below, in the column where writing began. */
  goBelow() {
    return this.goTo({ name: this.first }) && this.go(1, 0);
  }

  /** To the next cell or the one before; false at the ends, where the browser goes on. */
  step(by) {
    const { rows } = this;
    const place = rows.findIndex(({ key }) => key === this.at.key) * COLUMNS.length + COLUMNS.indexOf(this.at.name) + by;
    const row = rows[Math.floor(place / COLUMNS.length)];
    if (row) this.focusOn({ key: row.key, name: COLUMNS[place % COLUMNS.length] });
    return Boolean(row);
  }

  clicked({ target }) {
    const suggestion = target.closest("[data-suggestion]");
    if (suggestion) return this.field.takeSuggestion(Number(suggestion.dataset.suggestion));
    const tool = target.closest("[data-tool]");
    if (tool) return this.does(tool.dataset.tool);
    const cell = target.closest("[data-cell]");
    if (!cell || (this.isEditing && cell.contains(this.field.input))) return undefined;
    const { key, cell: name } = cell.dataset;
    const isAgain = key === this.at.key && name === this.at.name && this.contains(document.activeElement);
    this.goTo({ key, name });
    return isAgain || matchMedia(PHONE).matches ? this.field.edit() : undefined;
  }
}

/** One word is written into the cell. */
function isTable(pasted) {
  return /<table\b/i.test(pasted.getData("text/html")) || /[\t\n]/.test(pasted.getData("text/plain").trim());
}

customElements.define("week-grid", WeekGrid);
