/** A field of a document by its kind; its name is the API's. */
import { html } from "../../lib/html.js";
import { CHOICES, MANY_OF, NAMED_OF, ONE_OF, PARTS, readField } from "../lib/kinds.js";
import { area, choice, field, tick } from "./form.js";
import { hintOf, labelOf } from "./labels.js";

const AREAS = { lines: 3, social: 3, units: 3, hours: 3, tasks: 4 };
/** Kinds that are typed in a form of their own. */
const TYPED = ["day", "time", "list", "social", "units", "hours", "tasks"];
const VIEWS = { title: titleView, body: heldView, files: filesView, photo: photoView, moment: momentView, tick: tickView };

/** `lists` are the documents to choose from, by type. */
export function fieldView(given, i18n) {
  const { type, name, kind, value } = given;
  const said = { label: labelOf(type, name, i18n), hint: [hintOf(type, name, i18n), typedHint(kind, i18n)].filter(Boolean).join(" ") };
  const view = VIEWS[kind] ?? viewOf(kind);
  return view({ ...given, ...said, typed: readField(kind, value) }, i18n);
}

function viewOf(kind) {
  if (CHOICES[kind]) return choiceView;
  if (ONE_OF[kind]) return oneView;
  if (MANY_OF[kind]) return manyView;
  if (NAMED_OF[kind]) return namedView;
  if (PARTS[kind]) return partsView;
  return kind in AREAS ? areaView : lineView;
}

function titleView({ name, label, hint, typed }) {
  return area({ name, label, hint, value: typed, rows: 2, attributes: html` class="title" maxlength="500" lang="vi"` });
}

function tickView({ name, label, hint, typed }) {
  return tick({ name, label, hint, isOn: typed });
}

function areaView({ name, kind, label, hint, typed }) {
  return area({ name, label, hint, value: typed, rows: AREAS[kind], attributes: html` lang="vi"` });
}

function lineView({ name, label, hint, typed }) {
  return field({ name, label, hint, attributes: html` value="${typed}" autocomplete="off"` });
}

function choiceView({ name, kind, label, hint, value }, { t }) {
  return choice({ name, label, hint, value: value ?? "", options: CHOICES[kind].map((each) => [each, t(`${kind}.${each || "none"}`)]) });
}

/** What was chosen before stays a choice, even where the list does not reach it. */
function oneView({ name, kind, label, hint, value, lists }, { t }) {
  const there = lists[ONE_OF[kind]] ?? [];
  const options = [["", t("write.no_choice")], ...there.map((each) => [each.id, each.label])];
  if (value && !there.some(({ id }) => id === value)) options.push([value, t("write.chosen_before")]);
  return choice({ name, label, hint, value: value ?? "", options });
}

function manyView({ name, kind, label, hint, value, lists }, { t }) {
  const chosen = value ?? [];
  const there = lists[MANY_OF[kind]] ?? [];
  const beyond = chosen.filter((id) => !there.some((each) => each.id === id)).map((id) => ({ id, label: t("write.chosen_before") }));
  return html`
    <fieldset class="group many" data-field="${name}" aria-describedby="${name}-hint"><legend class="field__label">${label}</legend>
      ${hintView(name, hint)}
      <div class="many__list">${[...beyond, ...there].map((each) => html`
        <label class="many__one"><input type="checkbox" name="${name}" value="${each.id}"${chosen.includes(each.id) && html` checked`}> <span lang="vi">${each.label}</span></label>`)}
        ${!there.length && html`<p class="field__hint">${t("write.none_there")}</p>`}</div></fieldset>`;
}

/** Free words, or one of the officials by name. */
function namedView({ name, kind, label, hint, value, lists }) {
  const there = lists[NAMED_OF[kind]] ?? [];
  const known = there.find(({ id }) => id === value);
  return field({ name, label, hint, control: html`
    <input id="${name}" name="${name}" value="${known ? known.label : value ?? ""}" list="${name}-list" autocomplete="off" aria-describedby="${name}-hint">
    <datalist id="${name}-list">${there.map((each) => html`<option value="${each.label}">`)}</datalist>` });
}

function partsView({ name, kind, label, hint, value }, i18n) {
  const parts = PARTS[kind].map(([each, of]) => {
    const said = { name: `${name}.${each}`, label: i18n.t(`part.${kind}.${each}`), typed: readField(of, value ? value[each] : null), hint: typedHint(of, i18n) };
    return of === "tick" ? tickView(said) : lineView(said);
  });
  return html`<fieldset class="group parts" data-field="${name}" aria-describedby="${name}-hint"><legend class="field__label">${label}</legend>${hintView(name, hint)}${parts}</fieldset>`;
}

function photoView({ name, label, hint }) {
  return html`<fieldset class="field group" id="${name}" data-field="${name}" aria-describedby="${name}-hint"><legend class="field__label">${label}</legend>${hintView(name, hint)}<photo-field data-mounted="${name}" data-later></photo-field></fieldset>`;
}

function filesView({ name, hint }) {
  return html`<div class="field"><files-field id="${name}" data-field="${name}" data-mounted="${name}" data-later></files-field>${hintView(name, hint)}</div>`;
}

function momentView({ name, hint }) {
  return html`<div class="field"><moment-field data-field="${name}" data-mounted="${name}" data-later></moment-field>${hintView(name, hint)}</div>`;
}

/** The editor is put there, which keeps it for itself. */
function heldView({ name, label, hint }) {
  return html`<div class="field" id="${name}" data-field="${name}"><h2 class="field__label">${label}</h2>${hintView(name, hint)}<rich-text data-mounted="${name}" data-later></rich-text></div>`;
}

function hintView(name, hint) {
  return html`<p class="field__hint" id="${name}-hint">${hint}</p>`;
}

function typedHint(kind, { t }) {
  return TYPED.includes(kind) && t(`typed.${kind}`);
}
