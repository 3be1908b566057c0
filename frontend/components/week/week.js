/** The leaders' calendar of one week, day by day; a day without entries is one line. Pure. */
import { html } from "../../lib/html.js";
import { mark } from "../mark/mark.js";

export function weekView(week, i18n) {
  return html`
    <section class="panel" aria-labelledby="week-title">
      <h2 class="panel__title" id="week-title">${i18n.t("week.title")}</h2>
      <p class="week__span">${span(week, i18n)}</p>
      <ol class="week">${week.days.map((day) => dayView(day, i18n))}</ol>
    </section>`;
}

function span({ week, from, to }, { t, formatDay, formatDayMonth }) {
  return t("week.span", { number: week.slice(-2), from: formatDayMonth(from), to: formatDay(to) });
}

function dayView(day, i18n) {
  return html`
    <li class="week__day">
      <h3 class="week__date">
        <time datetime="${day.date}">${i18n.t(`weekday.${day.weekday}`)} ${i18n.formatDayMonth(day.date)}</time>
        <span class="week__lunar">${lunarDate(day.lunar, i18n)}</span>
      </h3>
      ${day.holiday && html`<p class="week__holiday">${day.holiday}</p>`}
      ${entries(day.entries, i18n)}
    </li>`;
}

function lunarDate({ day, month, leap }, { t }) {
  return leap ? t("week.lunar_leap", { day, month }) : t("week.lunar", { day, month });
}

function entries(all, i18n) {
  if (!all.length) return html`<p class="week__empty">${i18n.t("week.empty")}</p>`;
  return html`<ul class="week__entries">${all.map((entry) => entryView(entry, i18n))}</ul>`;
}

function entryView(entry, i18n) {
  return html`
    <li class="entry entry--${entry.status}">
      ${head(entry, i18n)}
      <p class="entry__title">${entry.title}</p>
      ${entry.status_note && html`<p class="entry__why">${entry.status_note}</p>`}
      ${facts(entry, i18n)}
    </li>`;
}

/** When, as far as it is known, and what has become of it. */
function head({ session, start_time: start, end_time: end, status }, { t }) {
  const part = session && t(`session.${session}`);
  const hours = [start, end].filter(Boolean).join("–");
  const when = [part, hours].filter(Boolean).join(", ");
  const changed = status !== "scheduled" && mark(status, t(`status.${status}`));
  return (when || changed) && html`<p class="entry__when">${when && html`<span>${when}</span>`}${changed}</p>`;
}

function facts(entry, { t }) {
  const rows = [
    [t("entry.chair"), entry.chair && named(entry.chair)],
    [t("entry.officials"), entry.officials.map(({ name }) => name).join(", ")],
    [t("entry.attendees"), entry.attendees],
    [t("entry.location"), entry.location],
    [t("entry.note"), entry.note],
  ];
  return html`<ul class="entry__facts">${rows.map(([label, value]) => value && html`
    <li>${label}: ${value}</li>`)}${entry.replaces_invitation && html`
    <li>${t("entry.replaces_invitation")}</li>`}</ul>`;
}

function named({ name, position }) {
  return [name, position].filter(Boolean).join(", ");
}
