/** Help in place: the keys of the desk, and what it is on the first day. */
import { html } from "../../lib/html.js";

const KEYS = {
  everywhere: [["?", "keys"], ["Ctrl+S", "save"], ["Esc", "close"]],
  writing: [["Ctrl+B, Ctrl+I, Ctrl+U", "marks"], ["Ctrl+K", "link"], ["Ctrl+Alt+2, 3, 4", "headings"], ["Ctrl+Shift+V", "plain"], ["Alt+F10", "toolbar"]],
  week: [["Enter, F2", "edit"], ["Tab", "next"], ["Ctrl+D", "below"], ["Alt+↑ ↓", "day"], ["Alt+← →", "session"], ["Delete", "cancel"], ["Ctrl+Z", "undo"]],
};
const STEPS = ["write", "hand_in", "look"];

export function keysView({ t }) {
  return html`${Object.entries(KEYS).map(([place, keys]) => html`
    <h3>${t(`keys.${place}`)}</h3>
    <dl class="facts">${keys.map(([name, what]) => html`<div><dt><kbd>${name}</kbd></dt><dd>${t(`key.${place}.${what}`)}</dd></div>`)}</dl>`)}`;
}

export function firstView({ t }) {
  return html`
    <section class="note" data-first aria-labelledby="first-title"><h2 id="first-title">${t("first.title")}</h2>
      <ol>${STEPS.map((each) => html`<li>${t(`first.${each}`)}</li>`)}</ol>
      <p><button type="button" class="secondary" data-understood>${t("first.go")}</button></p></section>`;
}
