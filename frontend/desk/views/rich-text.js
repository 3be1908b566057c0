/** The toolbar of the text, and a body that the editor cannot hold. */
import { html } from "../../lib/html.js";
import { bodyView } from "./body.js";
import { field, wrong } from "./form.js";

const BUTTONS = [
  "strong", "em", "h2", "h3", "h4", "text", "ul", "ol", "quote", "lift", "link", "image", "table", "s", "sub", "sup", "rule", "undo", "redo",
];

export function toolbarView({ t }) {
  return html`
    <div data-pasted data-later></div>
    <div class="toolbar" role="toolbar" aria-label="${t("rich.toolbar")}" data-toolbar>
      ${BUTTONS.map((name) => html`<button type="button" class="toolbar__button toolbar__button--${name}" data-do="${name}">${t(`rich.${name}`)}</button>`)}
    </div>
    <div class="tool" data-tool data-later></div>
    <div data-text data-later></div>`;
}

/** Where a link leads, asked below the toolbar. */
export function linkView(address, { t }) {
  return html`
    ${field({ name: "link-address", label: t("rich.address"), attributes: html` type="url" value="${address}" autocomplete="off" spellcheck="false"` })}
    ${wrong()}
    <p><button type="button" class="primary" data-set-link>${t("rich.set_link")}</button>
      <button type="button" class="secondary" data-no-link>${t("rich.no_link")}</button></p>`;
}

/** How large a table is to be. */
export function newTableView({ t }) {
  const number = (name, value) => field({ name: `table-${name}`, label: t(`table.${name}`), attributes: html` type="number" min="1" max="50" inputmode="numeric" value="${value}"` });
  return html`<div class="tool__row">${number("rows", 3)}${number("columns", 3)}<button type="button" class="primary" data-put-table>${t("table.put")}</button></div>`;
}

/** What may be done with the table around the cursor. */
export function tableView(names, { t }) {
  return html`
    <div class="tool__row" role="group" aria-label="${t("rich.table")}">
      ${[...names, "drop_table"].map((name) => html`<button type="button" class="secondary" data-table="${name}">${t(`table.${name}`)}</button>`)}
    </div>`;
}

export function readOnlyView(body, { t }) {
  return html`<p class="note">${t("write.too_rich")}</p><div class="body" lang="vi" role="region" tabindex="0" aria-label="${t("field.body_html")}">${bodyView(body)}</div>`;
}
