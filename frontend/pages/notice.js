/** One notice, named by the last part of the address. */
import { noticeView } from "../components/notice/notice.js";

export const notice = {
  at: ["/thong-bao/{slug}"],
  type: "notice",
  asks: { notice: "/v1/sites/{site}/notices/{slug}" },
  newer: "/v1/notices/{id}?fields=slug%2Ctitle",
  view,
  head,
};

function view({ notice }, i18n, { api }) {
  return noticeView(notice, i18n, api);
}

function head({ notice }, { t }) {
  return { headline: notice.title, about: notice, isNews: true, feed: { of: "notices", title: t("notices.title") } };
}
