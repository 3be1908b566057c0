/** `<week-grid>`: the table of a week, written in as in a spreadsheet. It keeps no words: each change is told. */
import { setHtml } from "../../lib/html.js";
import { folded } from "../lib/folding.js";
import { hoursOf } from "../lib/hours.js";
import { COLUMNS, cellWords, editorView, gridView, rowsOf, suggestionsView } from "../views/week.js";

const MOST_SUGGESTIONS = 6;
/** Words of more than one line need room. */
const AREAS = ["attendees", "internal_note"];
const PHONE = "(max-width: 61.99rem)";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const MOVES = { ArrowUp: "day_before", ArrowDown: "day_after", ArrowLeft: "session_before", ArrowRight: "session_after" };

export class WeekGrid extends HTMLElement {
  /** `tell(key, changes)` answers with the key of the entry that has them; `act(name, key)` does what is more than words. */
  begin({ i18n, days, names, known, tell, act, paste }) {
    Object.assign(this, { i18n, days, names, known, tell, act, entries: [], wrong: {}, isEditing: false, isLeaving: false });
    this.at = { key: `new-${days[0].date}`, name: "hours" };
    this.first = "hours";
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", (event) => this.clicked(event));
    // The field keeps the focus while one of its suggestions is chosen.
    this.addEventListener("mousedown", (event) => event.target.closest("[data-suggestion]") && event.preventDefault());
    this.addEventListener("input", (event) => this.typed(event));
    this.addEventListener("compositionstart", () => this.isEditing || this.open());
    this.addEventListener("focusout", (event) => this.left(event));
    // Where nothing is being written, browsers paste into the page.
    document.addEventListener("paste", (event) => {
      const isWritten = event.target.closest("input, textarea") && (this.isEditing || event.target !== this.input);
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
    this.offer();
    if (isInside) this.enter();
  }

  /**
   * The chosen cell holds its field before the first key, unseen: a keyboard that composes letters writes into nothing else.
   */
  offer() {
    const { cell, row, at: { name } } = this;
    if (name === "status") return;
    this.before = row.isNew ? "" : this.valueOf(row, name);
    const label = this.i18n.t(`week.column.${name}`);
    this.put(this.fieldOf({ value: "", label: this.before ? `${label}: ${this.before}` : label }));
    cell.tabIndex = -1;
  }

  enter() {
    (this.input ?? this.cell).focus({ preventScroll: true });
  }

  fieldOf({ value, label }) {
    const { name } = this.at;
    const isArea = AREAS.includes(name) || this.before.includes("\n");
    return editorView({ name, value, label, isArea, hasSuggestions: !isArea && name in this.known }, this.i18n);
  }

  put(view) {
    const place = document.createElement("span");
    place.className = "plan__field";
    this.cell.append(place);
    setHtml(place, view);
  }

  get rows() {
    return this.days.flatMap(({ date }) => rowsOf(date, this.entries));
  }

  get row() {
    return this.rows.find(({ key }) => key === this.at.key);
  }

  get input() {
    return this.querySelector(".plan__input");
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
    const isDone = this.isEditing ? this.pressedInside(event) : this.pressedOutside(event);
    if (isDone) event.preventDefault();
  }

  pressedOutside(event) {
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
    if (key === "Enter" || key === "F2") return this.edit();
    if (key === "Delete") return this.does("cancel");
    if (key === "Backspace" && this.input) this.open();
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

  /** To the next cell or the one before; false at the ends, where the browser goes on. */
  step(by) {
    const { rows } = this;
    const place = rows.findIndex(({ key }) => key === this.at.key) * COLUMNS.length + COLUMNS.indexOf(this.at.name) + by;
    const row = rows[Math.floor(place / COLUMNS.length)];
    if (row) this.focusOn({ key: row.key, name: COLUMNS[place % COLUMNS.length] });
    return Boolean(row);
  }

  /** Go on with what the cell says. */
  edit() {
    const { row, at: { name } } = this;
    if (name === "status") {
      if (row.isNew) return true;
      this.before = this.valueOf(row, name);
      this.put(this.fieldOf({ value: this.before, label: this.i18n.t("week.column.status") }));
      this.enter();
    }
    this.open();
    this.input.value = this.before;
    if (this.input.select) this.input.select();
    return true;
  }

  /** From now on the field is seen, with what was typed into it. */
  open() {
    Object.assign(this, { isEditing: true, suggested: [], chosen: -1 });
    this.input.setAttribute("aria-label", this.i18n.t(`week.column.${this.at.name}`));
    this.draw();
  }

  valueOf(row, name) {
    return name === "status" ? row.content.status : cellWords(row, name, this.names, this.i18n);
  }

  pressedInside({ key, altKey, shiftKey, target }) {
    if (key === "Escape") return this.end();
    if (key === "Tab") return this.take() && this.step(shiftKey ? -1 : 1);
    if (key === "Enter" && !altKey && !shiftKey) return this.take() && this.goTo({ name: this.first }) && this.go(1, 0);
    if (key === "Enter" && target.localName === "textarea") return this.breakLine(target);
    if ((key === "ArrowDown" || key === "ArrowUp") && this.suggested.length) return this.choose(this.chosen + STEPS[key][0]);
    return false;
  }

  breakLine(area) {
    area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
    return true;
  }

  end() {
    this.isEditing = false;
    this.focusOn({});
    return true;
  }

  /** True once the words are taken; what says no hours stays in its field. */
  take() {
    const { name } = this.at;
    const typed = this.chosen >= 0 ? this.suggested[this.chosen] : this.input.value.normalize("NFC").trim();
    const changes = typed === this.before ? {} : this.changesOf(name, typed);
    if (!changes) {
      this.input.setAttribute("aria-invalid", "true");
      this.act("wrong_hours");
      return false;
    }
    this.isEditing = false;
    if (Object.keys(changes).length) this.at = { key: this.tell(this.at.key, changes), name };
    else this.draw();
    return true;
  }

  changesOf(name, typed) {
    if (name === "hours") return hoursOf(typed);
    if (name === "chair") return { chair: [...this.names].find(([, words]) => words === typed)?.[0] ?? (typed || null) };
    if (name === "title") return { title: typed };
    return { [name]: typed || null };
  }

  typed({ target, isComposing }) {
    if (!this.isEditing) this.open();
    target.removeAttribute("aria-invalid");
    if (isComposing || target.getAttribute("role") !== "combobox") return;
    const wanted = folded(target.value);
    const found = this.known[this.at.name].filter((each) => wanted && folded(each).includes(wanted) && each !== target.value);
    this.suggested = found.slice(0, MOST_SUGGESTIONS);
    this.choose(-1);
  }

  choose(number) {
    const { suggested, input } = this;
    this.chosen = Math.min(Math.max(number, -1), suggested.length - 1);
    const list = this.querySelector(".plan__suggestions");
    list.hidden = !suggested.length;
    setHtml(list, suggestionsView(suggested, this.chosen));
    input.setAttribute("aria-expanded", String(Boolean(suggested.length)));
    if (this.chosen >= 0) input.setAttribute("aria-activedescendant", `suggestion-${this.chosen}`);
    else input.removeAttribute("aria-activedescendant");
    return true;
  }

  clicked({ target }) {
    const suggestion = target.closest("[data-suggestion]");
    if (suggestion) {
      this.chosen = Number(suggestion.dataset.suggestion);
      return this.take() && this.focusOn({});
    }
    const tool = target.closest("[data-tool]");
    if (tool) return this.does(tool.dataset.tool);
    const cell = target.closest("[data-cell]");
    if (!cell || (this.isEditing && cell.contains(this.input))) return undefined;
    const { key, cell: name } = cell.dataset;
    const isAgain = key === this.at.key && name === this.at.name && this.contains(document.activeElement);
    this.goTo({ key, name });
    return isAgain || matchMedia(PHONE).matches ? this.edit() : undefined;
  }

  /** Whoever goes elsewhere with the mouse has written it. */
  left({ target }) {
    if (!this.isEditing || target !== this.input) return;
    if (!this.take()) this.input.focus();
    else this.draw();
  }
}

/** One word is written into the cell. */
function isTable(pasted) {
  return /<table\b/i.test(pasted.getData("text/html")) || /[\t\n]/.test(pasted.getData("text/plain").trim());
}

customElements.define("week-grid", WeekGrid);
