/** The words of the desk in one language, kept by browsers for good. */
import { getFile } from "./client.js";

export function wordsIn(language) {
  return getFile(`/desk/i18n/${language}.json${version()}`);
}

/** Those of the portal's own pages. */
export function portalWordsIn(language) {
  return getFile(`/desk/portal/${language}.json${version()}`);
}

function version() {
  return new URL(document.querySelector("script[src*='desk.js']").src).search;
}
