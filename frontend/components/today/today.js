/** What people come for: whether the office is open, what is on, cut or due today, and where to do what they came to do. Pure. */
import { noticeUrl, weekUrl } from "../../lib/addresses.js";
import { dayAt, formatHours } from "../../lib/dates.js";
import { html, safeUrl } from "../../lib/html.js";
import { phoneParts } from "../../lib/phones.js";
import { eventsAt, officeAt } from "../../lib/today.js";
import { mark } from "../mark/mark.js";

/** So many lines have their place on a phone before the news; one is kept for what is on. */
const LINES = 3;
/** A day is known by its name before that name comes again. */
const SOON_MS = 6 * 86_400_000;
const URGENT = "emergency";

/** `home` is the API's answer, `now` a moment. Nothing where there is nothing to say. */
export function todayView(home, now, i18n) {
  const office = officeAt(home.site.opening_hours, home.today, now);
  const lines = linesOf(home, office && office.holiday, now, i18n);
  return (office || lines.length > 0) && html`
    <h2 class="today__title" id="today-title">${i18n.t(`today.title.${placeOf(home.site)}`)}</h2>
    <p class="today__more"><a href="${weekUrl()}">${i18n.t("today.more")}</a></p>
    ${office && html`<p class="today__office">${officeLine(office, now, i18n)}</p>`}
    <ul class="today__list">${lines}</ul>`;
}

/** The site's tasks as buttons; its hotline is one in any case. */
export function taskList(site, i18n) {
  const tasks = tasksOf(site, i18n).filter(({ url }) => safeUrl(url));
  return tasks.length > 0 && html`
    <nav class="tasks" aria-label="${i18n.t("tasks.title")}">
      <ul class="tasks__list">${tasks.map(({ kind, label, url }) => html`
        <li><a class="tasks__link tasks__link--${kind}" href="${url}"${i18n.lang()}>${label}</a></li>`)}</ul>
    </nav>`;
}

function tasksOf({ tasks, hotline }, { t }) {
  const number = !tasks.some(({ kind }) => kind === "hotline") && phoneParts(hotline ?? "").find(({ tel }) => tel);
  return number ? [...tasks, { kind: "hotline", label: t("footer.hotline"), url: `tel:${number.tel}` }] : tasks;
}

/** Wards and special zones are communes too, but not by that name. */
function placeOf({ name, organisation }) {
  const words = `${organisation ?? ""} ${name}`.toLowerCase();
  return ["phường", "đặc khu"].find((place) => words.includes(place)) ?? "xã";
}

function officeLine({ open, next }, now, { t, formatDay }) {
  if (open) return html`<strong class="today__open">${t("today.open")}</strong> ${t("today.until", { time: open.closes })}`;
  const opens = next && (next.date === dayAt(now) ? t("today.opens", { time: next.opens })
    : t("today.opens_on", { time: next.opens, day: next.from - now < SOON_MS ? t(`weekday.${next.weekday}`).replace(" ", "\u00a0") : formatDay(next.date).slice(0, 5) }));
  return html`<strong class="today__closed">${t("today.closed")}</strong>${opens && html`, ${opens}`}`;
}

/** First why the day is another one, and what is cut, closed or due; then what is on and to come. */
function linesOf({ today, calendar }, holiday, now, i18n) {
  const events = eventsAt(calendar, now);
  const due = today.date === dayAt(now) ? today.notices.filter((notice) => isDue(notice, now)) : [];
  const told = [
    ...(holiday ? [html`<li class="today__line"${i18n.lang()}>${holiday}</li>`] : []),
    ...due.map((notice) => noticeLine(notice, today.date, i18n)),
  ].slice(0, LINES - Math.min(1, events.length));
  return [...told, ...events.slice(0, LINES - told.length).map((event) => eventLine(event, i18n))];
}

/** Emergencies stand above every page already. */
function isDue({ urgency, expires_at: end }, now) {
  return urgency !== URGENT && (!end || Date.parse(end) > now);
}

function noticeLine(notice, day, { t, lang, formatTime }) {
  const { title, language, areas, expires_at: end } = notice;
  const when = end && dayAt(Date.parse(end) - 1) === day ? t("today.ends", { time: formatTime(end) }) : t("today.begins");
  return html`
    <li class="today__line"><span class="today__when">${when}</span>
      <a href="${noticeUrl(notice)}"${lang(language)}>${title}${areas.length > 0 && html` (${areas.join(", ")})`}</a></li>`;
}

function eventLine({ entry, isOn }, i18n) {
  const { title, location, session, status } = entry;
  const when = formatHours(entry, i18n) || (session && i18n.t(`session.${session}`));
  return html`
    <li class="today__line">${when && html`<span class="today__when">${when}</span>`}
      ${isOn && mark("now", i18n.t("today.now"))}${status !== "scheduled" && mark(status, i18n.t(`status.${status}`))}
      <a href="${weekUrl()}"${i18n.lang()}>${[title, location].filter(Boolean).join(" · ")}</a></li>`;
}
