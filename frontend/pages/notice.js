/** One notice, named by the last part of the address. */
import { getNotice, getNoticeBySlug } from "../api/notices.js";
import { noticeView } from "../components/notice/notice.js";
import { noticeUrl } from "../lib/addresses.js";
import { keepCurrentAddress, slugOf, withNewer } from "./address.js";
import { countView } from "./beacon.js";
import { setTitle, show, start } from "./frame.js";

start(async ({ site, i18n, main }) => {
  const notice = await getNoticeBySlug(site, slugOf(location.pathname)).catch(withNewer(newer));
  setTitle(notice.title);
  show(main, noticeView(notice, i18n), i18n);
  keepCurrentAddress(noticeUrl(notice));
  countView("notice", notice.id);
});

async function newer(id) {
  const notice = await getNotice(id, { fields: "slug,title" });
  return { href: noticeUrl(notice), title: notice.title };
}
