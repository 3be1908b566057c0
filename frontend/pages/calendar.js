/** The leaders' calendar of the week that the address names, or of this one. */
import { calendarFileUrl, getCalendarWeek } from "../api/calendar.js";
import { listOfficials } from "../api/sites.js";
import { calendarView } from "../components/calendar/calendar.js";
import { weekSpan } from "../components/week-brief/week-brief.js";
import { dayAt, weekOf } from "../lib/dates.js";
import { refusedAsMissing } from "./address.js";
import { setTitle, show, start } from "./frame.js";

const PLACE = /^\/lich-lam-viec\/(.+?)\/?$/;

start(async ({ site, frame, i18n, main }) => {
  const today = dayAt(Date.now());
  const thisWeek = weekOf(today);
  const named = PLACE.exec(location.pathname)?.[1] ?? thisWeek;
  const [week, { items: officials }, agency] = await Promise.all([
    getCalendarWeek(named, { site }).catch(refusedAsMissing),
    // The calendar stands without the choice of an official, and without its agency's name.
    listOfficials({ site }).catch(() => ({ items: [] })),
    frame.identity.catch(() => null),
  ]);
  const official = new URLSearchParams(location.search).get("lanh-dao") || null;
  setTitle(`${i18n.t("week.title")}: ${weekSpan(week, i18n)}`);
  const fileUrl = (id) => calendarFileUrl({ site, official: id });
  show(main, calendarView({ week, officials, official, agency, today, thisWeek, fileUrl }, i18n), i18n);
});
