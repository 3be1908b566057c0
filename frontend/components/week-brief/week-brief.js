/** The rest of a week at a glance: per day what happens when, with a way to the whole calendar. Pure. */
import { weekUrl } from "../../lib/addresses.js";
import { formatHours } from "../../lib/dates.js";
import { html } from "../../lib/html.js";
import { mark } from "../mark/mark.js";

/** From `today` (`YYYY-MM-DD`), whose day is set apart, to the day `until`. Nothing of a week without entries. */
export function weekBrief(week, today, i18n, until = week.to) {
  const { t } = i18n;
  const days = week.days.filter(({ date }) => date >= today && date <= until);
  const isEmpty = week.days.every(({ entries }) => !entries.length);
  return days.length > 0 && !isEmpty && html`
    <section class="panel" aria-labelledby="week-title">
      <h2 class="panel__title" id="week-title">${t("week.title")}</h2>
      <p class="week-brief__span">${weekSpan(week, i18n)}</p>
      <ol class="week-brief">${days.map((day) => dayView(day, today, i18n))}</ol>
      <p class="panel__more"><a href="${weekUrl()}">${t("week.more")}</a></p>
    </section>`;
}

/** `Tuần 48, từ 23/11 đến 29/11/2026`. */
export function weekSpan({ week, from, to }, { t, formatDay, formatDayMonth }) {
  return t("week.span", { number: week.slice(-2), from: formatDayMonth(from), to: formatDay(to) });
}

export function lunarDate({ day, month, leap }, { t }) {
  return leap ? t("week.lunar_leap", { day, month }) : t("week.lunar", { day, month });
}

function dayView(day, today, i18n) {
  const isToday = day.date === today;
  return html`
    <li class="week-brief__day"${isToday && html` aria-current="date"`}>
      <h3 class="week-brief__date">
        <time datetime="${day.date}">${i18n.t(`weekday.${day.weekday}`)} ${i18n.formatDayMonth(day.date)}</time>
        ${isToday && html`<strong class="week-brief__today">${i18n.t("week.today")}</strong>`}
        <span class="week-brief__lunar">${lunarDate(day.lunar, i18n)}</span>
      </h3>
      ${day.holiday && html`<p class="week-brief__holiday"${i18n.lang()}>${day.holiday}</p>`}
      ${entries(day.entries, i18n)}
    </li>`;
}

function entries(all, i18n) {
  if (!all.length) return html`<p class="week-brief__empty">${i18n.t("week.empty")}</p>`;
  return html`<ul class="week-brief__entries">${all.map((entry) => entryView(entry, i18n))}</ul>`;
}

function entryView(entry, i18n) {
  const { status, title, chair, location, status_note: note } = entry;
  const where = [chair?.name, location].filter(Boolean).join(" · ");
  return html`
    <li class="week-brief__entry week-brief__entry--${status}">
      <p class="week-brief__when">${when(entry, i18n)}${status !== "scheduled" && mark(status, i18n.t(`status.${status}`))}</p>
      <p class="week-brief__what"${i18n.lang()}>${title}</p>
      ${note && html`<p class="week-brief__why"${i18n.lang()}>${note}</p>`}
      ${where && html`<p class="week-brief__where"${i18n.lang()}>${where}</p>`}
    </li>`;
}

/** The hour, or the part of the day where no hour is set. */
function when(entry, i18n) {
  return formatHours(entry, i18n) || (entry.session && i18n.t(`session.${entry.session}`));
}
