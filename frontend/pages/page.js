/** One standing page, named by the last part of the address. */
import { standingPageView } from "../components/standing-page/standing-page.js";

export const page = {
  at: ["/trang/{slug}"],
  type: "page",
  asks: { page: "/v1/sites/{site}/pages/{slug}" },
  newer: "/v1/pages/{id}?fields=slug%2Ctitle",
  view,
  head,
};

function view({ page, pages }, i18n) {
  return standingPageView(page, pages?.items ?? [], i18n);
}

function head({ page }) {
  return { headline: page.title, about: page };
}
