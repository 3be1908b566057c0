/** The leaders' calendar of one week, day by day; a day without entries is one line. Pure. */
import { html } from "../../lib/html.js";
import { entriesById, entryView } from "../entry/entry.js";
import { lunarDate } from "../week-brief/week-brief.js";

/** Each day under a heading of its own. `known` are entries that others may replace, by id. */
export function dayList(week, i18n, { today, heading, known = entriesById(week) }) {
  return html`<ol class="week">${week.days.map((day) => html`
    <li class="week__day${day.date === today && html` week__day--today`}">
      <${heading} class="week__date">${dayName(day, i18n, today)}</${heading}>
      ${day.holiday && html`<p class="week__holiday"${i18n.lang()}>${day.holiday}</p>`}
      ${entries(day.entries, i18n, known)}
    </li>`)}</ol>`;
}

/** `Thứ Hai 23/11`, the lunar date beside it, and whether it is today. */
export function dayName(day, i18n, today) {
  return html`
    <time datetime="${day.date}">${i18n.t(`weekday.${day.weekday}`)} ${i18n.formatDayMonth(day.date)}</time>
    ${day.date === today && html`<strong class="week__today">${i18n.t("week.today")}</strong>`}
    <span class="week__lunar">${lunarDate(day.lunar, i18n)}</span>`;
}

function entries(all, i18n, known) {
  if (!all.length) return html`<p class="week__empty">${i18n.t("week.empty")}</p>`;
  return html`<ul class="week__entries">${all.map((entry) => entryView(entry, i18n, known))}</ul>`;
}
