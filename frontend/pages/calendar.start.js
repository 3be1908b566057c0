import { getCalendarWeek } from "../api/calendar.js";
import { listOfficials } from "../api/sites.js";
import { weekSpan } from "../components/week-brief/week-brief.js";
import { weekOf } from "../lib/dates.js";
import { refusedAsMissing } from "./address.js";
import { calendar } from "./calendar.js";
import { onNewDay } from "./days.js";
import { setTitle, show, start } from "./frame.js";

start(async ({ site, frame, i18n, main, visit }) => {
  const showWeek = async (today) => {
    const [week, officials, agency] = await Promise.all([
      getCalendarWeek(visit.slug || weekOf(today), { site }).catch(refusedAsMissing),
      listOfficials({ site }).catch(() => null),
      frame.identity.catch(() => null),
    ]);
    setTitle(`${i18n.t("week.title")}: ${weekSpan(week, i18n)}`);
    show(main, calendar.view({ week, officials, site: agency }, i18n, { ...visit, today }), i18n);
  };
  await showWeek(visit.today);
  import("./tools.js").then(({ wireTools }) => wireTools(main, {}, i18n), () => {});
  onNewDay((today) => showWeek(today).catch(() => {}));
});
