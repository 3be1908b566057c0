/** What stands at the side: the banners and the leaders' week; beside an article the notices too. Pure. */
import { dayAfter } from "../../lib/dates.js";
import { html } from "../../lib/html.js";
import { sideBanners } from "../banner-list/banner-list.js";
import { noticeList } from "../notice-list/notice-list.js";
import { weekBrief } from "../week-brief/week-brief.js";

/** `today` is a date; a part that could not be had is null. The week is shown to its end, or to the day `until`. */
export function sideView({ banners, week }, today, i18n, until) {
  return html`
    ${banners && sideBanners(banners, i18n)}
    ${week && weekBrief(week, today, i18n, until)}`;
}

/** Beside an article what is on today and tomorrow is enough. */
export function sideOfArticle({ notices, ...others }, today, i18n) {
  return html`
    ${notices && noticeList(notices, i18n)}
    ${sideView(others, today, i18n, dayAfter(today))}`;
}
