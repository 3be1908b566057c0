/** A small window over the screen that asks one thing: a heading, what it is about, and one button that says what happens. */
import { html } from "../../lib/html.js";
import { wrong } from "./form.js";

/** `title` and `go` are words; `content` is an `html` result. Without `go` there is nothing to decide. */
export function dialogView({ title, content, go }, { t }) {
  return html`
    <form class="dialog__form" data-dialog-form novalidate>
      <h2 id="dialog-title">${title}</h2>
      ${content}
      ${wrong()}
      <p class="dialog__steps">${go && html`<button class="primary" data-go>${go}</button>`}
        <button type="button" class="secondary" data-close>${t(go ? "panel.close" : "dialog.read")}</button></p>
    </form>`;
}
