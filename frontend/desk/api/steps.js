/** The steps of a document by their names on buttons. */
import { step, takeBack } from "./documents.js";

const TAKEN_BACK = { unschedule: "publication", drop: "draft", trash: "", removal: "" };

/** The document as it is after one of the steps of `lib/states.js`. */
export function take(document, name, said = {}) {
  return name in TAKEN_BACK ? takeBack(document, TAKEN_BACK[name]) : step(document, name, said);
}
