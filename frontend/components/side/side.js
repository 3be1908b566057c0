/** What stands at the side: the banners and the leaders' week; beside an article the notices too. Pure. */
import { html } from "../../lib/html.js";
import { sideBanners } from "../banner-list/banner-list.js";
import { noticeList } from "../notice-list/notice-list.js";
import { weekBrief } from "../week-brief/week-brief.js";

/** `home` is what the API has for a home page, `today` a date. */
export function sideView(home, today, i18n) {
  return html`
    ${sideBanners(home.banners.sidebar)}
    ${weekBrief(home.calendar, today, i18n)}`;
}

export function sideOfArticle(home, today, i18n) {
  return html`
    ${noticeList(home.notices, i18n)}
    ${sideView(home, today, i18n)}`;
}
