/** The report of a month; which one stands in the address. */
import { dayAt } from "../../lib/dates.js";
import { publishedIn, sheetOf } from "../api/portal.js";
import { now } from "../lib/clock.js";
import { monthAfter, pageOf } from "../lib/months.js";
import { reportView } from "../views/report.js";
import { part, show } from "./frame.js";
import { currentSite } from "./sites.js";

const MONTHS = 13;

export async function screen(i18n, person) {
  const given = new URLSearchParams(location.search);
  const today = dayAt(now());
  const months = Array.from({ length: MONTHS }, (_, index) => monthAfter(today.slice(0, 7), -index));
  const month = months.includes(given.get("month")) ? given.get("month") : months[0];
  const site = currentSite(person);
  const days = pageOf(month).flat().filter(Boolean);
  const last = days[days.length - 1];
  const period = { site, from: days[0], to: last < today ? last : today };
  const report = await publishedIn(period);
  show(reportView({ months, month, report, sheet: sheetOf(period) }, i18n), i18n);
  part("print").addEventListener("click", () => print());
  part("choice").addEventListener("change", ({ target }) => location.assign(`/desk/bao-cao?${new URLSearchParams({ month: target.value, ...(site && { site }) })}`));
}
