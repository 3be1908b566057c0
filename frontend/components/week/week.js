/** The leaders' calendar of one week, day by day; a day without entries is one line. Pure. */
import { html } from "../../lib/html.js";
import { entriesById, entryView } from "../entry/entry.js";
import { lunarDate } from "../week-brief/week-brief.js";

/**
 * Each day under a heading of its own; this week begins with today, what is past is folded. `known` are entries that others
 * may replace, by id.
 */
export function dayList({ days, ...week }, i18n, { today, heading, known = entriesById({ days, ...week }) }) {
  const isThis = days.some(({ date }) => date === today);
  const past = isThis ? days.filter(({ date }) => date < today) : [];
  const list = (some) => html`<ol class="week">${some.map((day) => dayItem(day, i18n, { today, heading, known }))}</ol>`;
  return html`
    ${past.length > 0 && html`
      <details class="week__past"><summary>${i18n.t("calendar.past", { count: past.length })}</summary>${list(past)}</details>`}
    ${list(days.slice(past.length))}`;
}

function dayItem(day, i18n, { today, heading, known }) {
  return html`
    <li class="week__day${day.date === today && html` week__day--today`}">
      <${heading} class="week__date">${dayName(day, i18n, today)}</${heading}>
      ${day.holiday && html`<p class="week__holiday"${i18n.lang()}>${day.holiday}</p>`}
      ${entries(day.entries, i18n, known)}
    </li>`;
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
