/** Fields of forms: a label, a hint in a sentence, and what is wrong, told to everybody. */
import { html } from "../../lib/html.js";

/** `attributes` is an `html` result; `hint` a sentence or nothing. */
export function field({ name, label, hint, attributes, control }) {
  const described = hint && html` aria-describedby="${name}-hint"`;
  return html`
    <div class="field" data-field="${name}">
      <label for="${name}">${label}</label>
      ${hint && html`<p class="field__hint" id="${name}-hint">${hint}</p>`}
      ${control ?? html`<input id="${name}" name="${name}"${described}${attributes ?? ""}>`}
    </div>`;
}

export function area({ name, label, hint, value, rows, attributes }) {
  const described = hint && html` aria-describedby="${name}-hint"`;
  const control = html`<textarea id="${name}" name="${name}" rows="${rows ?? 3}"${described}${attributes ?? ""}>
${value ?? ""}</textarea>`;
  return field({ name, label, hint, control });
}

/** `options` are pairs of a value and its words. */
export function choice({ name, label, hint, value, options, attributes }) {
  const described = hint && html` aria-describedby="${name}-hint"`;
  const control = html`<select id="${name}" name="${name}"${described}${attributes ?? ""}>${options.map(([each, words]) => html`
    <option value="${each}"${each === value && html` selected`}>${words}</option>`)}</select>`;
  return field({ name, label, hint, control });
}

export function tick({ name, label, hint, isOn }) {
  return html`
    <div class="tick" data-field="${name}">
      <input type="checkbox" id="${name}" name="${name}" value="on"${isOn && html` checked`}${hint && html` aria-describedby="${name}-hint"`}>
      <label for="${name}">${label}</label>
      ${hint && html`<p class="field__hint" id="${name}-hint">${hint}</p>`}
    </div>`;
}

/** A place for what is wrong, spoken when it comes. */
export function wrong(text = "") {
  return html`<p class="wrong" role="alert" data-wrong>${text}</p>`;
}
