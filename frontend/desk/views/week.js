/** A week as it is planned: a table of days, on a phone a list by day; each cell can be written in. */
import { html } from "../../lib/html.js";
import { formatDay } from "../../lib/dates.js";
import { hoursWords } from "../lib/hours.js";
import { choice, tick, wrong } from "./form.js";
import { findingView, warningsView } from "./panel.js";

/** Cells of a row, in the order of the paper. */
export const COLUMNS = ["hours", "title", "location", "chair", "attendees", "prepared_by", "internal_note", "status"];
/** What a mouse or a finger does with the row that is chosen. */
const TOOLS = ["copy", "cancel"];

/** `canPublish` says what its main button does. */
export function weekView({ where, week, canPublish }, i18n) {
  const { t } = i18n;
  return html`
    <p class="back"><a href="/desk/noi-dung">${t("write.back")}</a></p>
    <div class="head" data-head>
      <h1>${t("week.title", { number: Number(week.week.slice(6)), from: formatDay(week.from), to: formatDay(week.to) })}</h1>
      <nav class="plan__weeks" aria-label="${t("week.others_nav")}">
        ${week.prev && html`<a class="secondary" href="${addressOf(week.prev, where)}">‹ ${t("week.prev")}</a>`}
        <a class="secondary" href="/desk/lich?site=${where.site}">${t("week.now")}</a>
        ${week.next && html`<a class="secondary" href="${addressOf(week.next, where)}">${t("week.next")} ›</a>`}
      </nav>
      <p class="head__steps">
        <button type="button" class="primary" data-go-out>${t(canPublish ? "week.publish" : "step.submission")}</button>
        <button type="button" class="secondary" data-copy-week>${t("week.copy")}</button>
        <button type="button" class="secondary" data-preview-open>${t("preview.open")}</button>
        <button type="button" class="secondary" data-print>${t("week.print")}</button>
        <button type="button" class="secondary" data-undo-step>${t("rich.undo")}</button>
        <span class="head__saved" data-saved role="status"></span>
      </p>
    </div>
    <section class="panel" data-panel hidden tabindex="-1" aria-live="polite"></section>
    <div data-asked></div>
    <div data-preview data-later></div>
    <p class="field__hint plan__hint" id="plan-hint">${t("week.hint")}</p>
    <week-grid class="plan" data-grid data-later></week-grid>`;
}

function addressOf(week, { site }) {
  return `/desk/lich/${week}?site=${site}`;
}

/** `at` is the cell that has the focus, `editing` whether it is being written in; `wrong` are refusals by key. */
export function gridView({ days, entries, names, at, isEditing, wrong }, i18n) {
  const { t } = i18n;
  return html`
    <table class="plan__table" role="grid" aria-label="${t("type.calendar_entry")}" aria-describedby="plan-hint">
      <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${t("field.date")}</th>${COLUMNS.map((each) => html`<th scope="col" role="columnheader" class="plan__${each}">${t(`week.column.${each}`)}</th>`)}</tr></thead>
      ${days.map((day) => dayView({ day, rows: rowsOf(day.date, entries), names, at, isEditing, wrong }, i18n))}
    </table>`;
}

/** The entries of a day, and a row to write the next one in. */
export function rowsOf(date, entries) {
  return [...entries.filter(({ content }) => content.date === date), { key: `new-${date}`, content: { date }, isNew: true }];
}

function dayView({ day, rows, ...rest }, i18n) {
  return html`<tbody id="day-${day.date}" class="plan__day" role="rowgroup">${rows.map((row, index) => html`
    <tr id="row-${row.key}" role="row"${row.isNew && html` data-new`}${row.key === rest.at.key && html` data-here`}${row.content.status === "cancelled" && html` data-cancelled`}>
      ${!index && headerView({ day, span: rows.length }, i18n)}
      ${COLUMNS.map((name) => cellView({ row, name, ...rest }, i18n))}
    </tr>`)}</tbody>`;
}

function headerView({ day, span }, { t }) {
  return html`<th scope="rowgroup" role="rowheader" class="plan__date" rowspan="${span}"${day.holiday && html` data-holiday`}>
    <strong>${t(`weekday.${day.weekday}`)}</strong> <span>${formatDay(day.date)}</span>${day.holiday && html` <em lang="vi">${day.holiday}</em>`}</th>`;
}

function cellView({ row, name, names, at, isEditing, wrong }, i18n) {
  const { t } = i18n;
  const isHere = at.key === row.key && at.name === name;
  const isHeld = isHere && isEditing;
  const words = row.isNew ? "" : cellWords(row, name, names, i18n);
  return html`<td id="cell-${row.key}-${name}" role="gridcell" class="plan__${name}" data-cell="${name}" data-key="${row.key}" tabindex="${isHere ? "0" : "-1"}" data-label="${t(`week.column.${name}`)}"${isHeld && html` data-later data-held`}${!words && html` data-empty`}>${!isHeld && html`
    <span class="plan__words"${name !== "status" && html` lang="vi"`}>${words}</span>${name === "title" && moreView(row, wrong[row.key], i18n)}
    ${name === "status" && at.key === row.key && !row.isNew && toolsView(i18n)}`}</td>`;
}

/** What a cell says; `names` are the officials by their ids. */
export function cellWords({ content, goes_out_as: status, is_pending: isPending, public: shown }, name, names, { t }) {
  if (name === "hours") return hoursWords(content, { t });
  if (name === "chair") return names.get(content.chair) ?? content.chair ?? "";
  if (name !== "status") return content[name] ?? "";
  const said = isPending ? status : content.status;
  return [said !== "scheduled" && t(`entry_status.${said}`), t(shown === "live" ? (isPending ? "week.not_out" : "week.out") : "week.draft")].filter(Boolean).join(" · ");
}

/** Below the words of an entry: who else is there, its public note, what the gates say, what kept it from being saved. */
function moreView({ content, findings = [], isNew }, refused, { t, language }) {
  if (isNew) return html`<span class="plan__add">${t("week.add")}</span>`;
  return html`
    ${content.note && html`<span class="plan__note" lang="vi">${content.note}</span>`}
    ${findings.map((each) => html`<span class="plan__finding"${each.is_warning ? "" : html` data-stops`}>${language === "vi" ? each.detail_vi : each.detail}</span>`)}
    ${refused && html`<span class="plan__finding" data-stops>${refused}</span>`}`;
}

function toolsView({ t }) {
  return html`<span class="plan__tools">${TOOLS.map((each) => html`<button type="button" class="secondary" data-tool="${each}" tabindex="-1">${t(`week.tool.${each}`)}</button>`)}</span>`;
}

/** The field of a cell that is being written in; `suggestions` stand below it as they are found. */
export function editorView({ name, value, label, isArea, hasSuggestions }, { t }) {
  if (name === "status") {
    return html`<select class="plan__input" aria-label="${label}">${["scheduled", "changed", "postponed", "cancelled", "added"].map((each) => html`<option value="${each}"${each === value && html` selected`}>${t(`entry_status.${each}`)}</option>`)}</select>`;
  }
  if (isArea) return html`<textarea class="plan__input" aria-label="${label}" rows="3" lang="vi">
${value}</textarea>`;
  return html`<input class="plan__input" aria-label="${label}" value="${value}" autocomplete="off" lang="vi"${hasSuggestions && html` role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="plan-suggestions"`}>
    ${hasSuggestions && html`<ul class="plan__suggestions" id="plan-suggestions" role="listbox" aria-label="${t("week.suggestions")}" hidden data-later></ul>`}`;
}

export function suggestionsView(words, chosen) {
  return html`${words.map((each, index) => html`<li id="suggestion-${index}" role="option" aria-selected="${String(index === chosen)}" data-suggestion="${index}" lang="vi">${each}</li>`)}`;
}

/** What was not copied from another week, and why. */
export function skippedView(skipped, { t }) {
  return html`<ul class="findings">${skipped.map(({ title, date, reason, holiday }) => html`
    <li><span lang="vi">${title}</span> (${formatDay(date)}): ${t(`week.skip.${reason}`)}${holiday && html` <span lang="vi">(${holiday})</span>`}</li>`)}</ul>`;
}

/** What goes out, with its marks, before it does; each warning is ticked. */
export function publicationView({ pending, wasPublic, canPublish }, i18n) {
  const { t } = i18n;
  const found = pending.flatMap(({ content, findings }) => findings.map((each) => named(each, content.title)));
  const [stops, warnings] = [false, true].map((isWarning) => found.filter((each) => each.is_warning === isWarning));
  const isStopped = canPublish && stops.length > 0;
  return html`
    <form data-week-form novalidate>
      <h2>${t(canPublish ? "week.publish" : "panel.submission")}</h2>
      <p>${t(!pending.length ? "week.nothing" : wasPublic ? "week.seen_before" : "week.not_seen_before", { count: pending.length })}</p>
      <ul class="findings">${pending.map((each) => goingView(each, i18n))}</ul>
      ${stops.length > 0 && html`<h3>${t("panel.stops")}</h3><ul class="findings">${stops.map((each) => findingView(each, i18n))}</ul>`}
      ${warningsView(warnings, canPublish ? "publication" : "submission", i18n)}
      ${canPublish && wasPublic && pending.length > 0 && tick({ name: "unmarked", label: t("week.unmarked"), hint: t("week.unmarked_hint") })}
      ${wrong()}
      <p>${pending.length > 0 && !isStopped && html`<button class="primary" data-go>${t(canPublish ? "week.go" : "go.submission")}</button>`}
        <button type="button" class="secondary" data-close>${t("panel.close")}</button></p>
    </form>`;
}

function named(finding, title) {
  return { ...finding, pointer: null, detail: `${title}: ${finding.detail}`, detail_vi: `${title}: ${finding.detail_vi}` };
}

function goingView({ content, goes_out_as: status }, { t, formatWeekday }) {
  const hours = hoursWords(content, { t });
  return html`<li><strong>${t(`entry_status.${status}`)}</strong> · ${formatWeekday(`${content.date}T12:00:00+07:00`)}${hours && `, ${hours}`}: <span lang="vi">${content.title}</span></li>`;
}
