/** The words of the desk in another language than the usual one, which comes with the script. */
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
