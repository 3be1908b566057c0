/** The field of a week's chosen cell: there before the first key, written in, completed by words from before, and taken. */
import { setHtml } from "../../lib/html.js";
import { folded } from "../lib/folding.js";
import { hoursOf } from "../lib/hours.js";
import { cellWords, editorView, suggestionsView } from "../views/week.js";

const MOST_SUGGESTIONS = 6;
/** Words of more than one line need room. */
const AREAS = ["attendees", "internal_note"];
const WAYS = { ArrowUp: -1, ArrowDown: 1 };

export class CellField {
  /** `grid` is the table, which knows the chosen cell. */
  constructor(grid) {
    Object.assign(this, { grid, before: "", suggested: [], chosen: -1 });
  }

  get input() {
    return this.grid.querySelector(".plan__input");
  }

  get name() {
    return this.grid.at.name;
  }

  /**
   * The chosen cell holds its field before the first key, unseen: a keyboard that composes letters writes into nothing else.
   */
  offer() {
    const { grid: { cell, row, i18n }, name } = this;
    if (name === "status") return;
    this.before = row.isNew ? "" : this.valueOf(row);
    const label = i18n.t(`week.column.${name}`);
    this.put({ value: "", label: this.before ? `${label}: ${this.before}` : label });
    cell.tabIndex = -1;
  }

  put({ value, label }) {
    const { grid, name } = this;
    const isArea = AREAS.includes(name) || this.before.includes("\n");
    const place = document.createElement("span");
    place.className = "plan__field";
    grid.cell.append(place);
    setHtml(place, editorView({ name, value, label, isArea, hasSuggestions: !isArea && name in grid.known }, grid.i18n));
  }

  /** Go on with what the cell says. */
  edit() {
    const { grid, name } = this;
    const { row, i18n } = grid;
    if (name === "status") {
      if (row.isNew) return true;
      this.before = this.valueOf(row);
      this.put({ value: this.before, label: i18n.t("week.column.status") });
      grid.enter();
    }
    this.open();
    this.input.value = this.before;
    if (this.input.select) this.input.select();
    return true;
  }

  /** From now on the field is seen, with what was typed into it. */
  open() {
    const { grid, input, name } = this;
    Object.assign(this, { suggested: [], chosen: -1 });
    grid.isEditing = true;
    input.setAttribute("aria-label", grid.i18n.t(`week.column.${name}`));
    grid.draw();
  }

  valueOf(row) {
    const { grid: { names, i18n }, name } = this;
    return name === "status" ? row.content.status : cellWords(row, name, names, i18n);
  }

  /** True for a key that the field itself has no use for. */
  pressed({ key, altKey, shiftKey, target }) {
    const { grid } = this;
    if (key === "Escape") return this.end();
    if (key === "Tab") return this.take() && grid.step(shiftKey ? -1 : 1);
    if (key === "Enter" && !altKey && !shiftKey) return this.take() && grid.goBelow();
    if (key === "Enter" && target.localName === "textarea") return breakLine(target);
    if (WAYS[key] && this.suggested.length) return this.choose(this.chosen + WAYS[key]);
    return false;
  }

  end() {
    this.grid.isEditing = false;
    this.grid.typing();
    this.grid.focusOn({});
    return true;
  }

  /** What is being written, as changes of its entry; null when it says no hours. */
  get changes() {
    const typed = this.chosen >= 0 ? this.suggested[this.chosen] : this.input.value.normalize("NFC").trim();
    return typed === this.before ? {} : changesOf(this.name, typed, this.grid.names);
  }

  /** True once the words are taken; what says no hours stays in its field. */
  take() {
    const { grid, input, name, changes } = this;
    if (!changes) {
      input.setAttribute("aria-invalid", "true");
      grid.act("wrong_hours");
      return false;
    }
    grid.isEditing = false;
    if (Object.keys(changes).length) grid.at = { key: grid.tell(grid.at.key, changes), name };
    else grid.draw();
    return true;
  }

  typed({ target, isComposing }) {
    if (!this.grid.isEditing) this.open();
    target.removeAttribute("aria-invalid");
    this.grid.typing();
    if (isComposing || target.getAttribute("role") !== "combobox") return;
    const wanted = folded(target.value);
    const found = this.grid.known[this.name].filter((each) => wanted && folded(each).includes(wanted) && each !== target.value);
    this.suggested = found.slice(0, MOST_SUGGESTIONS);
    this.choose(-1);
  }

  choose(number) {
    const { suggested, input } = this;
    this.chosen = Math.min(Math.max(number, -1), suggested.length - 1);
    const list = this.grid.querySelector(".plan__suggestions");
    list.hidden = !suggested.length;
    setHtml(list, suggestionsView(suggested, this.chosen));
    input.setAttribute("aria-expanded", String(Boolean(suggested.length)));
    if (this.chosen >= 0) input.setAttribute("aria-activedescendant", `suggestion-${this.chosen}`);
    else input.removeAttribute("aria-activedescendant");
    return true;
  }

  /** One of the suggestions, by a mouse or a finger. */
  takeSuggestion(number) {
    this.chosen = number;
    return this.take() && this.grid.focusOn({});
  }

  /** Whoever goes elsewhere with the mouse has written it. */
  left({ target }) {
    if (!this.grid.isEditing || target !== this.input) return;
    if (!this.take()) this.input.focus();
    else this.grid.draw();
  }
}

/** What was typed, as changes of an entry; null when it says no hours. */
function changesOf(name, typed, names) {
  if (name === "hours") return hoursOf(typed);
  if (name === "chair") return { chair: [...names].find(([, words]) => words === typed)?.[0] ?? (typed || null) };
  if (name === "title") return { title: typed };
  return { [name]: typed || null };
}

function breakLine(area) {
  area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
  return true;
}
