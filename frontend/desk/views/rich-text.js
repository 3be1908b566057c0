/** The toolbar of the text, and a body that the editor cannot hold. */
import { html } from "../../lib/html.js";
import { bodyView } from "./body.js";

const BUTTONS = ["strong", "em", "h2", "h3", "text", "ul", "ol", "quote", "lift", "link", "undo", "redo"];

export function toolbarView({ t }) {
  return html`
    <div class="toolbar" role="toolbar" aria-label="${t("rich.toolbar")}" data-toolbar>
      ${BUTTONS.map((name) => html`<button type="button" class="toolbar__button toolbar__button--${name}" data-do="${name}">${t(`rich.${name}`)}</button>`)}
    </div>
    <div data-text data-later></div>`;
}

export function readOnlyView(body, { t }) {
  return html`<p class="note">${t("write.too_rich")}</p><div class="body" lang="vi">${bodyView(body)}</div>`;
}
