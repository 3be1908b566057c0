/** What all screens share: the words of one language, the page around a screen, and what is said aloud. */
import { setHtml } from "../../lib/html.js";
import { LANGUAGES, USUAL, translator } from "../../lib/i18n.js";
import { signOut } from "../api/people.js";
import { wordsIn } from "../api/words.js";
import { changeSite } from "./sites.js";

/** The words in the language that this browser has chosen. */
export async function words() {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  const i18n = translator(language, await wordsIn(language));
  document.querySelector(".skip-link").textContent = i18n.t("skip");
  return i18n;
}

export function main() {
  return document.querySelector("main");
}

/** Make the screen this; its heading becomes the title of the tab. */
export function show(view, { t }) {
  setHtml(main(), view);
  main().removeAttribute("aria-busy");
  const heading = main().querySelector("h1");
  if (heading) entitle(`${heading.textContent.trim()} – ${t("desk.name")}`);
}

let save = null;

/** What Ctrl+S does on this screen. */
export function onSave(work) {
  save = work;
}

/** Ctrl+S never opens the browser's own window: it saves, or sends the form that somebody is in, or says that nothing waits. */
export function wireSaveKey({ t }) {
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const button = main().querySelector("form:focus-within button.primary");
    if (save) save();
    else if (button) button.click();
    else say(t("saved.nothing"));
  });
}

let waiting = 0;

/** How much waits for whoever is signed in stands before the title of the tab, on every screen. */
export function countWaiting(count) {
  waiting = count;
  entitle(document.title.replace(/^\(\d+\) /, ""));
}

function entitle(title) {
  document.title = waiting ? `(${waiting}) ${title}` : title;
}

export function showBar(view, i18n) {
  const bar = document.querySelector(".bar");
  setHtml(bar, view);
  const leave = bar.querySelector("[data-sign-out]");
  if (leave) leave.addEventListener("click", () => leaveDesk());
  const opener = bar.querySelector("[data-bar-open]");
  if (opener) opener.addEventListener("click", () => openBar(opener));
  const sites = bar.querySelector("[data-site-choice]");
  if (sites) sites.addEventListener("change", () => changeSite(sites.value));
  bar.querySelector("[data-language]").addEventListener("click", () => {
    keepLanguage(i18n.language === "vi" ? "en" : "vi");
    location.reload();
  });
}

function openBar(opener) {
  const isOpen = opener.getAttribute("aria-expanded") !== "true";
  opener.setAttribute("aria-expanded", String(isOpen));
  opener.parentElement.toggleAttribute("data-open", isOpen);
}

/** Said once to whoever listens to the page, and shown for a while. */
export function say(text) {
  document.querySelector(".said").textContent = text;
}

/** A part of the screen by its `data-` name. */
export function part(name) {
  return main().querySelector(`[data-${name}]`);
}

/** What Escape does in a panel. A handler that returned false would keep every other key from its field. */
export function onEscape(panel, close) {
  panel.onkeydown = ({ key, isComposing }) => {
    if (key === "Escape" && !isComposing) close();
  };
}

/** The button says that it is at work, and takes no second press. */
export async function working(button, work) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** What must be done before somebody leaves: true lets them go. */
const before = [];

export function beforeLeaving(ask) {
  before.push(ask);
}

async function leaveDesk() {
  for (const ask of before) if (!(await ask())) return;
  await signOut();
  location.assign("/desk/vao");
}

function chosenLanguage() {
  try {
    const kept = JSON.parse(localStorage.getItem("congxa.language"));
    return LANGUAGES.includes(kept) ? kept : USUAL;
  } catch {
    return USUAL;
  }
}

function keepLanguage(language) {
  try {
    localStorage.setItem("congxa.language", JSON.stringify(language));
  } catch {
    // A browser that keeps nothing stays Vietnamese.
  }
}
