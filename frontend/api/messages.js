/** The words of the frame, from i18n/. */
import { getOwnFile } from "./client.js";

export function getMessages(language) {
  return getOwnFile(`/i18n/${language}.json`);
}
