/** The API's answers that the tests of the frontend share, frozen: a view that writes to its data fails. */
import { readFileSync } from "node:fs";
import { translator } from "../../frontend/lib/i18n.js";

export const FRONTEND = new URL("../../frontend/", import.meta.url);

export const article = fixture("article");
export const banner = fixture("banner");
export const notice = fixture("notice");
export const site = fixture("site");
export const week = fixture("week");
export const vi = json(new URL("i18n/vi.json", FRONTEND));
export const en = json(new URL("i18n/en.json", FRONTEND));
export const i18n = translator("vi", vi);

/** The markup with runs of white space as one, so that tests read what a browser shows. */
export function seen(view) {
  return String(view).replace(/\s+/g, " ");
}

function fixture(name) {
  return frozen(json(new URL(`fixtures/${name}.json`, import.meta.url)));
}

function json(url) {
  return JSON.parse(readFileSync(url, "utf-8"));
}

function frozen(value) {
  if (value === null || typeof value !== "object") return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
