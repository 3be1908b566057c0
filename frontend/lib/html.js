/** Markup from data: everything is escaped unless it is itself an `html` result. */
import { patch } from "./patch.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const SAFE = /^(?:https?|mailto|tel):|^(?![a-z][a-z0-9+.-]*:)/i;
const NO_HOST = /^https?:[\\/]*(?:$|\[(?![\da-f:.]+\]))/i;

const UNSAFE = /[&<>"']/;

class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** Tagged template. Lists are joined; null, undefined and booleans are left out. */
export function html(strings, ...values) {
  return new Html(values.reduce((text, value, index) => text + markup(value) + strings[index + 1], strings[0]));
}

function markup(value) {
  if (typeof value === "string") return escape(value);
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(markup).join("");
  if (value === null || value === undefined || typeof value === "boolean") return "";
  return escape(String(value));
}

export function escape(text) {
  return UNSAFE.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character]) : text;
}

/** Markup the server has sanitised, taken as it is. Called in one place: the body of an article. */
export function trusted(text) {
  return new Html(text);
}

/** An address that is safe in `href`, or null: a `javascript:` link is markup that escaping cannot mend. */
export function safeUrl(address) {
  if (typeof address !== "string") return null;
  // Browsers look past these characters when they read a scheme.
  const read = address.replace(/[\0- ]/g, "");
  return SAFE.test(read) && !NO_HOST.test(read) ? address : null;
}

// The policy is not exported, so no other file can turn a string into markup.
const rules = { createHTML: (text) => text, createScriptURL: () => "/service-worker.js" };
const policy = globalThis.trustedTypes?.createPolicy("congxa", rules) ?? rules;

export const workerUrl = () => policy.createScriptURL("");

/** Make this what is in the element; what is so already stays. */
export function setHtml(element, content) {
  const template = element.ownerDocument.createElement("template");
  template.innerHTML = policy.createHTML(checked(content));
  patch(element, template.content);
}

/** Add to the end of the element; what is there stays. */
export function appendHtml(element, content) {
  element.insertAdjacentHTML("beforeend", policy.createHTML(checked(content)));
}

function checked(content) {
  if (!(content instanceof Html)) throw new TypeError("only an html`` result becomes markup");
  return String(content);
}
