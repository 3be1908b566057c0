/** The leaders' calendar of one week as the table that agencies print: a group of rows for each day. Pure. */
import { formatHours } from "../../lib/dates.js";
import { html } from "../../lib/html.js";
import { entryWhat, officialName, partOfDay, statusMark } from "../entry/entry.js";
import { dayName } from "../week/week.js";
import { weekSpan } from "../week-brief/week-brief.js";

/** `known` are entries that others may replace, by id. */
export function weekTable(week, i18n, { today, known }) {
  const { t } = i18n;
  const columns = [t("week.day"), t("week.part"), t("week.hours"), t("week.what"), t("entry.chair"),
    t("entry.attendees"), t("entry.location")];
  return html`
    <table class="week-table">
      <caption class="visually-hidden">${t("week.title")}. ${weekSpan(week, i18n)}</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      ${week.days.map((day) => dayRows(day, i18n, { today, known }))}
    </table>`;
}

function dayRows(day, i18n, { today, known }) {
  const head = html`
    <th class="week-table__day" scope="rowgroup" rowspan="${Math.max(1, day.entries.length)}">
      ${dayName(day, i18n, today)}
      ${day.holiday && html`<span class="week__holiday"${i18n.lang()}>${day.holiday}</span>`}
    </th>`;
  return html`
    <tbody${day.date === today && html` class="is-today"`}>
      ${day.entries.length ? entryRows(day.entries, head, i18n, known) : emptyRow(head, i18n)}
    </tbody>`;
}

function emptyRow(head, { t }) {
  return html`<tr>${head}<td class="week__empty" colspan="6">${t("week.empty")}</td></tr>`;
}

function entryRows(entries, head, i18n, known) {
  const parts = entries.map((entry) => partOfDay(entry, i18n));
  return entries.map((entry, index) => html`
    <tr class="week-table__row--${entry.status}">
      ${index === 0 && head}
      ${parts[index] !== parts[index - 1] && html`
        <th class="week-table__part" scope="rowgroup" rowspan="${runLength(parts, index)}">${parts[index]}</th>`}
      ${cells(entry, i18n, known)}
    </tr>`);
}

/** How many entries from here on are in the same part of the day. */
function runLength(parts, start) {
  const end = parts.findIndex((part, index) => index > start && part !== parts[start]);
  return (end < 0 ? parts.length : end) - start;
}

function cells(entry, i18n, known) {
  const { t, lang } = i18n;
  return html`
    <td class="week-table__hours">${formatHours(entry, i18n)}</td>
    <td class="week-table__what">${statusMark(entry, i18n)}${entryWhat(entry, i18n, known)}${remarks(entry, i18n)}</td>
    <td class="week-table__who"${lang()}>${entry.chair && officialName(entry.chair)}</td>
    <td class="week-table__who"${lang()}>${attendance(entry)}</td>
    <td class="week-table__where"${lang()}>${entry.location}</td>`;
}

function remarks({ prepared_by: preparer, note, replaces_invitation: isInvitation }, { t, own }) {
  const lines = [
    preparer && html`${t("entry.prepared_by")}: ${own(preparer)}`,
    note && html`${t("entry.note")}: ${own(note)}`,
    isInvitation && t("entry.replaces_invitation"),
  ];
  return lines.map((line) => line && html`<p class="entry__remark">${line}</p>`);
}

function attendance({ officials, attendees }) {
  return [officials.map(({ name }) => name).join(", "), attendees].map((line) => line && html`<p>${line}</p>`);
}
