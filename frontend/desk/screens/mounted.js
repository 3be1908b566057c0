/** The fields of a document that are more than an input, each an element with `begin`: its text, its photo, its files. */
import { fieldsOf } from "../lib/fields.js";
import { labelOf } from "../views/labels.js";
import { main } from "./frame.js";
import { FilesField, PhotoField } from "./media-fields.js";
import { MomentField } from "./moment-field.js";

customElements.define("files-field", FilesField);
customElements.define("moment-field", MomentField);
customElements.define("photo-field", PhotoField);

/** By name, each with `set(value)`, or null; `tell` is given what somebody has changed. */
export function mountFields({ type, content }, { i18n, uploads, tell }) {
  const mounted = {};
  for (const [name] of fieldsOf(type)) {
    const field = main().querySelector(`[data-mounted="${name}"]`);
    if (!field) continue;
    mounted[name] = field.begin({
      name, label: labelOf(type, name, i18n), value: content[name] ?? null, i18n, uploads, tell: (value) => tell({ [name]: value }),
    });
  }
  const { body_html: text, attachments } = mounted;
  if (text && attachments) text.attach = (files) => attachments.take(files);
  return mounted;
}
