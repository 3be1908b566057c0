/** Pasted rows before they are taken: what each column is said to be, and what stays out. */
import { html } from "../../lib/html.js";
import { formatDay } from "../../lib/dates.js";
import { hoursWords } from "../lib/hours.js";
import { MEANINGS } from "../lib/week-pasting.js";
import { choice } from "./form.js";

/** Of long tables. */
const SHOWN = 8;

export function rowsView({ rows, meanings, taken, left }, i18n) {
  const { t } = i18n;
  return html`
    <p>${t("week.paste.lead", { count: taken.length })}</p>
    <div class="plan__columns">${meanings.map((each, index) => columnView({ meaning: each, index, sample: sampleOf(rows, index) }, i18n))}</div>
    <ol class="findings">${taken.slice(0, SHOWN).map((each) => html`<li>${formatDay(each.date)} ${hoursWords(each, { t })} <strong lang="vi">${each.title}</strong>${each.location && html` · <span lang="vi">${each.location}</span>`}${each.chair && html` · <span lang="vi">${each.chair}</span>`}</li>`)}</ol>
    ${taken.length > SHOWN && html`<p>${t("all.more", { count: taken.length - SHOWN })}</p>`}
    ${left.length > 0 && html`<h3>${t("week.paste.left")}</h3><ul class="findings" lang="vi">${left.map((each) => html`<li>${each}</li>`)}</ul>`}`;
}

function columnView({ meaning, index, sample }, { t }) {
  const options = [["", t("week.paste.ignored")], ...MEANINGS.map((each) => [each, t(`week.column.${each}`)])];
  const { name, label } = { name: `column-${index}`, label: t("week.paste.column", { number: index + 1, sample }) };
  return choice({ name, label, value: meaning ?? "", options, attributes: html` data-column="${index}"` });
}

function sampleOf(rows, index) {
  const words = rows.map((row) => row[index]).find(Boolean) ?? "";
  return words.length > 40 ? `${words.slice(0, 40)}…` : words;
}
