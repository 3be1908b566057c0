/** The side of an article: asked for when somebody comes to it, each part for itself. */
import { listBanners } from "../api/banners.js";
import { getCalendarWeek } from "../api/calendar.js";
import { listNotices } from "../api/notices.js";
import { sideOfArticle } from "../components/side/side.js";
import { dayAt, weekOf } from "../lib/dates.js";
import { setHtml } from "../lib/html.js";
import { settle } from "./frame.js";

const NOTICES = 6;

export async function fillSide(place, site, i18n) {
  const today = dayAt(Date.now());
  const [notices, banners, week] = await Promise.all([
    orNothing(listNotices({ site, limit: NOTICES })),
    orNothing(listBanners({ site, placement: "sidebar" })),
    orNothing(getCalendarWeek(weekOf(today), { site })),
  ]);
  // What the server has filled is not given for a part of it.
  if (place.firstElementChild && [notices, banners, week].includes(null)) throw new Error("the side could not be had");
  setHtml(place, sideOfArticle({ notices: notices?.items, banners: banners?.items, week }, today, i18n));
  settle(place, i18n);
}

function orNothing(promise) {
  return promise.catch(() => null);
}
