/** What is asked over a text that is being written: what this machine kept of it, to sign in again, which of two versions is right. */
import { html, setHtml } from "../../lib/html.js";
import { getDocument } from "../api/documents.js";
import { showCode, signIn } from "../api/people.js";
import { dropDraft } from "../lib/keeping.js";
import { marked, mixed } from "../lib/mixing.js";
import { problemWords } from "../views/problem.js";
import { againView, conflictView, failedView, keptView } from "../views/write.js";
import { onSave, part, working } from "./frame.js";

const WRITTEN_IN = "input, textarea, select, [contenteditable]";

/** `kept` is what this machine has of the `screen`'s place: somebody takes it, or leaves it, and then writes on. */
export function offerKept({ i18n, person, place }, kept, { take, goOn }) {
  const answer = (name, work) => part(name).addEventListener("click", () => {
    setHtml(part("asked"), html``);
    work();
    goOn();
  });
  setHtml(part("asked"), keptView(kept, i18n));
  answer("take", take);
  answer("leave", () => dropDraft(person.id, place));
}

/** Ctrl+S saves; where something is asked before it can, it leads there. */
export function onSaveKey(save) {
  onSave(() => {
    const question = questionField();
    if (question) question.focus();
    else save();
  });
}

/** Why nothing could be saved, wherever on the page somebody writes, with a way to what is asked, or to the field `at` fault. */
export function tellFailed(screen, { error, lacks, at, isKept }) {
  const { i18n } = screen;
  const place = part("saved");
  if (place?.dataset.kind !== "failed") return;
  const why = { 0: i18n.t(navigator.onLine ? "saved.no_answer" : "saved.offline"), 401: i18n.t("saved.signed_out") };
  const go = questionField() ? i18n.t(error.status === 401 ? "sign_in.go" : "saved.answer") : at && i18n.t("panel.there");
  setHtml(place, failedView({ why: lacks || why[error.status ?? 0] || problemWords(error, i18n), isKept, go }, i18n));
  place.querySelector("button")?.addEventListener("click", () => (questionField() ? questionField().focus() : screen.goTo(at)));
}

/** The first field of what keeps a text from being saved. */
function questionField() {
  return part("asked").querySelector("input");
}

/** The session is over: the same person signs in, and the save goes on. Whoever is writing is not led away from it. */
export function signInAgain(writer) {
  if (part("again")) return;
  setHtml(part("asked"), againView(writer.i18n));
  const form = part("again");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    working(form.querySelector("button"), () => enter(form, writer));
  });
  if (!document.activeElement.matches(WRITTEN_IN)) questionField().focus();
}

async function enter(form, writer) {
  const said = new FormData(form);
  try {
    const { mfa_required: needsCode } = await signIn(writer.person.email, said.get("again_password"), false);
    if (needsCode) await showCode(said.get("again_code").trim());
  } catch (error) {
    form.querySelector("[data-wrong]").textContent = problemWords(error, writer.i18n);
    return;
  }
  setHtml(part("asked"), html``);
  writer.saving.flush();
}

/** Two have written: fields that only one of them changed need no question. Until it is answered nothing goes over theirs. */
export async function resolveConflict(writer, problem) {
  const { pending } = writer.saving;
  const now = await getDocument(writer.document.type, writer.document.id);
  const names = (problem.changes ?? []).map(({ pointer }) => pointer.split("/")[1]);
  const both = [...new Set(names)].filter((name) => name in pending && !isSame(pending[name], now.content[name]));
  const alone = names.filter((name) => !(name in pending));
  writer.fill(Object.fromEntries(alone.map((name) => [name, now.content[name]])));
  if (!both.length) {
    writer.take(now);
    return writer.saving.flush();
  }
  setHtml(part("asked"), conflictView(now.type, both.map((name) => sidesOf(name, pending[name], now.content[name])), writer.i18n));
  part("conflict").onsubmit = (event) => {
    event.preventDefault();
    settle(writer, both, { said: new FormData(event.target), now });
  };
}

/** One field of `conflictView`. */
export function sidesOf(name, mine, theirs) {
  const [one, other] = [shown(mine), shown(theirs)];
  return { name, mine: marked(one, other), theirs: marked(other, one), isMixed: mixOf(mine, theirs) !== null };
}

/** A body as its words, line by line. */
function shown(value) {
  if (typeof value !== "string") return value === null ? "" : [].concat(value).map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join("\n");
  return value.replace(/<\/(?:p|h[2-4]|li|tr|figure)>|<br>/g, "\n").replace(/<[^>]+>/g, " ").trim();
}

/** Both in one; null where that would be neither. */
function mixOf(mine, theirs) {
  if (Array.isArray(mine) && Array.isArray(theirs)) return [...new Set([...theirs, ...mine])];
  return typeof mine === "string" && typeof theirs === "string" ? mixed(mine, theirs) : null;
}

/** As it was said of each field: mine, theirs, or both, which then waits to be put in order. */
function settle(writer, names, { said, now }) {
  const { pending } = writer.saving;
  writer.take(now);
  for (const name of names) {
    if (said.get(name) === "theirs") delete pending[name];
    if (said.get(name) === "both") pending[name] = mixOf(pending[name], now.content[name]);
  }
  writer.fill(Object.fromEntries(names.map((name) => [name, name in pending ? pending[name] : now.content[name]])));
  setHtml(part("asked"), html``);
  writer.saving.flush();
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
