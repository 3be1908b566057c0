/** What may be done with several documents at once, and in which of their states. */
import { stepsOf } from "./states.js";

const STEPS = ["submission", "publication", "withdrawal", "trash", "recovery"];
/** What is public as soon as it is saved, or stands for a whole portal, is not copied. */
const ONE_OF_A_KIND = ["site", "category", "official"];
/** These belong to one document alone. */
const OWN = ["slug", "number", "supersedes", "status", "status_note"];

/** The steps that at least one of them can take. */
export function stepsForAll(documents, person) {
  const possible = new Set(documents.flatMap((each) => stepsOf(each, person)));
  return STEPS.filter((name) => possible.has(name));
}

export function canCopy({ type }) {
  return !ONE_OF_A_KIND.includes(type);
}

/** The content of a new draft with the same words. */
export function copyOf({ content, site }) {
  const kept = Object.entries(content).filter(([name, value]) => !OWN.includes(name) && value !== null);
  return { ...Object.fromEntries(kept), site };
}
