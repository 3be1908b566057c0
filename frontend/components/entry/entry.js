/** One entry of the leaders' calendar: whole in a list, in parts for a table. Pure. */
import { formatHours } from "../../lib/dates.js";
import { html } from "../../lib/html.js";
import { mark } from "../mark/mark.js";

const NOON = "12:00";
const EVENING = "18:00";

/** `known` are the entries of the week by their id, so that one can name the entry it replaces. */
export function entryView(entry, i18n, known = new Map()) {
  const when = [partOfDay(entry, i18n), formatHours(entry, i18n)].filter(Boolean).join(", ");
  const change = statusMark(entry, i18n);
  return html`
    <li class="entry entry--${entry.status}">
      ${(when || change) && html`<p class="entry__when">${when && html`<span>${when}</span>`}${change}</p>`}
      ${entryWhat(entry, i18n, known)}
      ${facts(entry, i18n)}
    </li>`;
}

/** What it is about, and what has become of it. */
export function entryWhat(entry, i18n, known = new Map()) {
  const replaced = replacedWords(entry, i18n, known);
  return html`
    <p class="entry__title"${i18n.lang()}>${entry.title}</p>
    ${entry.status_note && html`<p class="entry__why"${i18n.lang()}>${entry.status_note}</p>`}
    ${replaced && html`<p class="entry__why">${replaced}</p>`}`;
}

/** A word for what is not as first announced; nothing for the usual. */
export function statusMark({ status }, { t }) {
  return status !== "scheduled" && mark(status, t(`status.${status}`));
}

/** `Sáng`, as told, else by the hour; "" when neither is known. */
export function partOfDay(entry, { t }) {
  const part = sessionOf(entry);
  return part ? t(`session.${part}`) : "";
}

/** `Lê Văn Phúc, Chủ tịch`. */
export function officialName({ name, position }) {
  return [name, position].filter(Boolean).join(", ");
}

/** `{entry, day}` of every entry of a week, by its id. */
export function entriesById({ days }) {
  return new Map(days.flatMap((day) => day.entries.map((entry) => [entry.id, { entry, day }])));
}

function sessionOf({ session, all_day: isAllDay, start_time: start }) {
  if (session || isAllDay) return session ?? "all_day";
  if (!start) return null;
  if (start < NOON) return "morning";
  return start < EVENING ? "afternoon" : "evening";
}

function replacedWords({ supersedes }, i18n, known) {
  if (!supersedes) return null;
  const older = known.get(supersedes);
  if (!older) return i18n.t("entry.supersedes");
  const when = [i18n.t(`weekday.${older.day.weekday}`), i18n.formatDayMonth(older.day.date)].join(" ");
  return i18n.t("entry.supersedes_known", { when, title: older.entry.title });
}

function facts(entry, { t, own }) {
  const rows = [
    [t("entry.chair"), entry.chair && officialName(entry.chair)],
    [t("entry.officials"), entry.officials.map(({ name }) => name).join(", ")],
    [t("entry.attendees"), entry.attendees],
    [t("entry.location"), entry.location],
    [t("entry.prepared_by"), entry.prepared_by],
    [t("entry.note"), entry.note],
  ];
  return html`<ul class="entry__facts">${rows.map(([label, value]) => value && html`
    <li>${label}: ${own(value)}</li>`)}${entry.replaces_invitation && html`
    <li>${t("entry.replaces_invitation")}</li>`}</ul>`;
}
