/** The leaders' calendar of the week that the address names, or of this one. */
import { calendarView } from "../components/calendar/calendar.js";
import { weekSpan } from "../components/week-brief/week-brief.js";
import { weekUrl } from "../lib/addresses.js";
import { weekOf } from "../lib/dates.js";
import { withQuery } from "../lib/query.js";

const ID = /^[0-9a-f-]{36}$/i;

export const calendar = {
  at: ["/lich-lam-viec", "/lich-lam-viec/{week}"],
  asks: { week: "/v1/calendar/weeks/{week}?site={site}", officials: "/v1/officials?site={site}&limit=100" },
  reads: { "lanh-dao": "" },
  view,
  head,
};

/** The calendar stands without the choice of an official, and without its agency's name. */
function view({ week, officials, site: agency }, i18n, { site, query, today, api, isDraft = false }) {
  const fileUrl = (official) => withQuery(`${api}/v1/calendar.ics`, { site, official });
  const official = ID.test(query["lanh-dao"]) ? query["lanh-dao"] : null;
  const url = isDraft ? null : (agency?.base_url || api) + weekUrl(week.week);
  const shown = { week, officials: leadersOf(week, officials?.items ?? []), official, agency, today, thisWeek: weekOf(today), fileUrl, url };
  return calendarView(shown, i18n);
}

/** Those of the list, and whoever has something in this week: the list may go on beyond one answer. */
function leadersOf({ days }, listed) {
  const busy = days.flatMap(({ entries }) => entries).flatMap(({ chair, officials }) => [chair, ...officials]);
  const known = [...listed, ...busy].filter((each) => each && each.id);
  return [...new Map(known.map((each) => [each.id, each])).values()];
}

/** Weeks without end lead on from each other: only those with something in them count. */
function head({ week }, i18n, { query }) {
  const entries = week.days.flatMap((day) => day.entries);
  return {
    headline: `${i18n.t("week.title")}: ${weekSpan(week, i18n)}`,
    description: entries.map(({ title }) => title).join("; "),
    entries,
    isCalendar: true,
    isHidden: !entries.length || Object.keys(query).length > 0,
  };
}
