/** A body as the server has sanitised it. */
import { trusted } from "../../lib/html.js";

/** To be read: images of drafts have no public address, so their words stand there. `isWhole` leaves them to the editor, under a name that fetches nothing. */
export function bodyView(body, isWhole = false) {
  const whole = () => body.replace(/<img\b([^>]*)>/g, "<x-img$1></x-img>");
  return trusted(isWhole ? whole() : body.replace(/<img\b[^>]*?(?: alt="([^"]*)")?[^>]*>/g, (_, alt) => `<em>[${alt || "…"}]</em>`));
}

/** What a clipboard holds, for a document that runs and fetches nothing: the editor's schema takes from there what it knows. */
export function pastedView(pasted) {
  return trusted(pasted);
}
