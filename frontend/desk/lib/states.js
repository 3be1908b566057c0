/** What may be done with a document, by whom, in which state. */

import { isReviewed } from "./fields.js";

const RANKS = { author: 1, editor: 2, publisher: 3, admin: 4 };

export const ROLES = Object.keys(RANKS);
export const EDITOR = RANKS.editor;
export const PUBLISHER = RANKS.publisher;
export const ADMIN = RANKS.admin;

/** How much somebody may do anywhere. */
export function highestRank(person) {
  return Math.max(0, ...person.roles.map(({ role }) => RANKS[role]));
}

/** How much somebody may do on a site; 0 is nothing. */
export function rankOn(person, site) {
  const ranks = person.roles.filter((role) => role.site === null || role.site === site).map(({ role }) => RANKS[role]);
  return Math.max(0, ...ranks);
}

/** The least role by which something may be changed. */
export function leastRole(document) {
  if (document.type === "site") return "admin";
  return isReviewed(document) ? "author" : "editor";
}

/** Whether somebody may change a document that is there already. */
export function mayWrite(document, person) {
  return rankOn(person, document.site) >= RANKS[leastRole(document)];
}

/**
 * The steps that are possible now, the main one first. Who must be a second person is the server's to say: it knows
 * the site's rule.
 */
export function stepsOf(document, person) {
  if (!mayWrite(document, person)) return [];
  const rank = rankOn(person, document.site);
  if (!isReviewed(document)) return unreviewedSteps(document);
  if (document.trashed_at) return ["recovery"];
  const steps = [];
  const { public: shown, stage, due = {} } = document;
  const isScheduled = Boolean(due.publish_at) || (shown === "none" && stage === "approved");
  if (stage === "draft" && rank < RANKS.publisher) steps.push("submission");
  if (stage !== "approved" && rank >= RANKS.publisher) steps.push("publication");
  if (stage === "draft" && rank >= RANKS.publisher) steps.push("submission");
  if (stage === "in_review" && rank >= RANKS.editor) steps.push("return");
  if (document.unconfirmed && rank >= RANKS.publisher) steps.push("confirmation");
  if (isScheduled && rank >= RANKS.publisher) steps.push("unschedule");
  if (shown === "withdrawn" && stage === "approved" && rank >= RANKS.publisher) steps.push("publication");
  if (shown === "live" && rank >= RANKS.publisher) steps.push("withdrawal");
  if (shown === "live" && stage !== "approved") steps.push("drop");
  if (shown !== "live" && !isScheduled) steps.push("trash");
  return steps;
}

function unreviewedSteps({ public: shown, trashed_at: trashed }) {
  if (trashed) return [];
  return shown === "live" ? ["save", "removal"] : ["save"];
}
