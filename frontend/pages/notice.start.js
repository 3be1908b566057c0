import { getNotice, getNoticeBySlug } from "../api/notices.js";
import { noticeUrl } from "../lib/addresses.js";
import { keepCurrentAddress, withNewer } from "./address.js";
import { countView } from "./beacon.js";
import { setTitle, show, start } from "./frame.js";
import { notice as own } from "./notice.js";

start(async ({ site, i18n, main, visit }) => {
  const notice = await getNoticeBySlug(site, visit.slug).catch(withNewer(newer));
  setTitle(notice.title);
  show(main, own.view({ notice }, i18n, visit), i18n);
  import("./tools.js").then(({ wireTools }) => wireTools(main, notice, i18n), () => {});
  keepCurrentAddress(noticeUrl(notice));
  countView("notice", notice.id);
});

async function newer(id) {
  const notice = await getNotice(id, { fields: "slug,title" });
  return { href: noticeUrl(notice), title: notice.title };
}
