/** What stands in the fields of a form, by the kinds of `lib/kinds.js`. */
import { MANY_OF, NAMED_OF, PARTS, readField, writeField } from "../lib/kinds.js";

/** `{value}` of a field, or `{isWrong}`; `lists` are the documents to choose from, by type. */
export function typedIn(form, name, kind, lists) {
  const { value, isWrong } = writeField(kind, readForm(form, name, kind));
  const known = NAMED_OF[kind] && (lists[NAMED_OF[kind]] ?? []).find(({ label }) => label === value);
  return { value: known ? known.id : value, isWrong };
}

/** Put a value into its field. */
export function putInto(form, name, kind, value, lists) {
  if (MANY_OF[kind]) return boxesOf(form, name).forEach((box) => { box.checked = (value ?? []).includes(box.value); });
  if (PARTS[kind]) return PARTS[kind].forEach(([each, of]) => putInto(form, `${name}.${each}`, of, value ? value[each] : null, lists));
  const control = form.elements.namedItem(name);
  if (!control) return;
  const known = NAMED_OF[kind] && (lists[NAMED_OF[kind]] ?? []).find(({ id }) => id === value);
  if (kind === "tick") control.checked = readField(kind, value);
  else control.value = known ? known.label : readField(kind, value);
}

function readForm(form, name, kind) {
  if (MANY_OF[kind]) return boxesOf(form, name).filter((box) => box.checked).map((box) => box.value);
  if (PARTS[kind]) return Object.fromEntries(PARTS[kind].map(([each, of]) => [each, readForm(form, `${name}.${each}`, of)]));
  const control = form.elements.namedItem(name);
  return kind === "tick" ? control.checked : control.value;
}

function boxesOf(form, name) {
  return [...form.querySelectorAll(`[name="${name}"]`)];
}
