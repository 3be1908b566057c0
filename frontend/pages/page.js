/** One standing page, named by the last part of the address. */
import { getPage, getPageBySlug } from "../api/sites.js";
import { standingPageView } from "../components/standing-page/standing-page.js";
import { pageUrl } from "../lib/addresses.js";
import { keepCurrentAddress, slugOf, withNewer } from "./address.js";
import { setTitle, show, start } from "./frame.js";

start(async ({ site, i18n, main, frame }) => {
  const page = await getPageBySlug(site, slugOf(location.pathname)).catch(withNewer(newer));
  setTitle(page.title);
  show(main, standingPageView(page, await frame.pages.catch(() => []), i18n), i18n);
  keepCurrentAddress(pageUrl(page));
});

async function newer(id) {
  const page = await getPage(id, { fields: "slug,title" });
  return { href: pageUrl(page), title: page.title };
}
