import { getPage, getPageBySlug } from "../api/sites.js";
import { pageUrl } from "../lib/addresses.js";
import { keepCurrentAddress, withNewer } from "./address.js";
import { setTitle, show, start } from "./frame.js";
import { page as own } from "./page.js";

start(async ({ site, i18n, main, frame, visit }) => {
  const page = await getPageBySlug(site, visit.slug).catch(withNewer(newer));
  setTitle(page.title);
  show(main, own.view({ page, pages: await frame.pages.catch(() => null) }, i18n), i18n);
  import("./tools.js").then(({ wireTools }) => wireTools(main, page, i18n), () => {});
  keepCurrentAddress(pageUrl(page));
});

async function newer(id) {
  const page = await getPage(id, { fields: "slug,title" });
  return { href: pageUrl(page), title: page.title };
}
