/** A day and a time: two lines to type in, a month to choose from, and the moment told back in words. */
import { html } from "../../lib/html.js";
import { formatDay, weekdayOf } from "../../lib/dates.js";
import { pageOf } from "../lib/months.js";
import { field } from "./form.js";

export function momentView({ name, label, day, time }, { t }) {
  return html`
    <fieldset class="group moment"><legend class="field__label">${label}</legend>
      <div class="moment__two">
        ${field({ name, label: t("moment.day"), attributes: html` value="${day}" data-day autocomplete="off" placeholder="dd/mm/yyyy"` })}
        ${field({ name: `${name}-time`, label: t("moment.time"), attributes: html` value="${time}" data-time autocomplete="off" placeholder="hh:mm"` })}
      </div>
      <p class="moment__told" role="status" data-told></p>
      <div data-sure></div>
      <details class="more" data-choose><summary>${t("moment.choose")}</summary><div data-month></div></details>
    </fieldset>`;
}

/** `chosen` and `today` are days (`YYYY-MM-DD`). */
export function monthView({ month, chosen, today }, { t }) {
  const [year, number] = month.split("-");
  return html`
    <p class="month__turn"><button type="button" class="secondary" data-turn="-1" aria-label="${t("moment.before")}">‹</button>
      <strong aria-live="polite">${t("moment.month", { month: Number(number), year })}</strong>
      <button type="button" class="secondary" data-turn="1" aria-label="${t("moment.after")}">›</button></p>
    <table class="month"><thead><tr>${[1, 2, 3, 4, 5, 6, 7].map((each) => html`<th scope="col"><abbr title="${t(`weekday.${each}`)}">${t(`moment.short.${each}`)}</abbr></th>`)}</tr></thead>
      <tbody>${pageOf(month).map((week) => html`<tr>${week.map((day) => cellView({ day, chosen, today }, { t }))}</tr>`)}</tbody></table>`;
}

function cellView({ day, chosen, today }, { t }) {
  if (!day) return html`<td></td>`;
  const weekday = weekdayOf(`${day}T12:00:00+07:00`);
  // The number that is seen comes first (WCAG 2.5.3).
  const name = `${Number(day.slice(8))}, ${t(`weekday.${weekday}`)}, ${formatDay(day)}`;
  return html`<td><button type="button" class="month__day" data-pick="${day}" aria-label="${name}" aria-pressed="${String(day === chosen)}"${day === today && html` aria-current="date"`}>${Number(day.slice(8))}</button></td>`;
}

/** What is odd about the moment has to be meant. */
export function sureView({ name, reasons }, { t }) {
  if (!reasons.length) return html``;
  return html`<div class="tick note note--strong"><input type="checkbox" id="${name}-sure" data-is-sure><label for="${name}-sure">${reasons.join(" ")} ${t("moment.sure")}</label></div>`;
}
