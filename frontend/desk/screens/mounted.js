/** The fields of a document that are more than an input: its text, its photo, its files. */
import { fieldsOf } from "../lib/fields.js";
import { labelOf } from "../views/labels.js";
import { main } from "./frame.js";
import { FilesField, PhotoField } from "./media-fields.js";
import { MomentField } from "./moment-field.js";
import { RichText } from "./rich-text.js";

const MADE = {
  moment: (place, given) => MomentField.in(place, given),
  photo: (place, given) => new PhotoField(place, given),
  files: (place, given) => new FilesField(place, given),
};

/** By name, each with `set(value)`; `tell` is given what somebody has changed. */
export function mountFields({ type, content }, { i18n, uploads, tell }) {
  const mounted = {};
  for (const [name, kind] of fieldsOf(type)) {
    const place = main().querySelector(`[data-mounted="${name}"]`);
    const given = { name, label: labelOf(type, name, i18n), i18n, uploads, tell: (value) => tell({ [name]: value }) };
    if (kind === "body") mounted[name] = RichText.in(place, content[name] ?? "", given);
    if (!MADE[kind]) continue;
    mounted[name] = MADE[kind](place, given);
    mounted[name].set(content[name] ?? null);
  }
  const { body_html: text, attachments } = mounted;
  if (text && attachments) text.attach = (files) => attachments.take(files);
  return mounted;
}
