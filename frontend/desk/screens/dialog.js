/** Asks in a window of the desk's own: browsers' own windows speak another language, and some show none. */
import { html, setHtml } from "../../lib/html.js";
import { dialogView } from "../views/dialog.js";

/** What was said (FormData) once it was agreed to, or null. `asks` is `{title, content, go}`; `wired` is given the form. */
export function ask(asks, i18n, wired = () => {}) {
  const before = document.activeElement;
  const dialog = opened(asks, i18n);
  const form = dialog.querySelector("form");
  wired(form);
  return new Promise((resolve) => {
    const end = (said) => {
      dialog.remove();
      if (before?.isConnected) before.focus();
      resolve(said);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      end(new FormData(form));
    });
    form.querySelector("[data-close]").addEventListener("click", () => end(null));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(null);
    });
  });
}

/** Whether it is meant; `name` is that of the words. */
export async function isSure(name, i18n) {
  const { t } = i18n;
  return Boolean(await ask({ title: t(name), content: html`<p>${t(`${name}_lead`)}</p>`, go: t(`${name}_go`) }, i18n));
}

function opened(asks, i18n) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  document.body.append(dialog);
  setHtml(dialog, dialogView(asks, i18n));
  // Safari before 15.4 has no windows: there it stands open at the end of the page.
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
  (dialog.querySelector("input:not([type=hidden]), select, textarea") ?? dialog.querySelector("button")).focus();
  return dialog;
}
