/** What is asked over a text that is being written: to sign in again, and which of two versions is right. */
import { html, setHtml } from "../../lib/html.js";
import { getDocument } from "../api/documents.js";
import { showCode, signIn } from "../api/people.js";
import { readField } from "../lib/kinds.js";
import { problemWords } from "../views/problem.js";
import { againView, conflictView } from "../views/write.js";
import { part, working } from "./frame.js";

/** The session is over: the same person signs in, and the save goes on. */
export function signInAgain(writer) {
  if (part("again")) return;
  setHtml(part("asked"), againView(writer.i18n));
  const form = part("again");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    working(form.querySelector("button"), () => enter(form, writer));
  });
  form.elements.namedItem("again_password").focus();
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

/** Two have written: fields that only one of them changed need no question. */
export async function resolveConflict(writer, problem) {
  const { pending } = writer.saving;
  const now = await getDocument(writer.document.type, writer.document.id);
  const names = (problem.changes ?? []).map(({ pointer }) => pointer.split("/")[1]);
  const both = [...new Set(names)].filter((name) => name in pending && !isSame(pending[name], now.content[name]));
  const alone = names.filter((name) => !(name in pending));
  writer.fill(Object.fromEntries(alone.map((name) => [name, now.content[name]])));
  writer.take(now);
  if (!both.length) return writer.saving.flush();
  const shown = (value) => readField("body", typeof value === "string" ? value.replace(/<[^>]+>/g, " ") : JSON.stringify(value));
  setHtml(part("asked"), conflictView(both.map((name) => ({ name, mine: shown(pending[name]), theirs: shown(now.content[name]) })), writer.i18n));
  part("conflict").addEventListener("submit", (event) => {
    event.preventDefault();
    const said = new FormData(event.target);
    settle(writer, both.filter((name) => said.get(name) === "theirs"), now);
  });
}

/** Theirs for these fields, mine for all others. */
function settle(writer, names, now) {
  for (const name of names) delete writer.saving.pending[name];
  writer.fill(Object.fromEntries(names.map((name) => [name, now.content[name]])));
  setHtml(part("asked"), html``);
  writer.saving.flush();
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
