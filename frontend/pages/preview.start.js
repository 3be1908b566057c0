/** What somebody sees by a link before it is public: shown as its own page would show it, and counted nowhere. */
import { getPreview } from "../api/previews.js";
import { previewBar, previewWithoutPage } from "../components/preview-bar/preview-bar.js";
import { html } from "../lib/html.js";
import { setTitle, show, start } from "./frame.js";

/** One of them is needed, and no other is fetched. */
const VIEWS = {
  article: () => import("../components/article/article.js").then(({ articleView }) => articleView),
  calendar_week: () => import("./calendar.js").then(({ calendar }) => (week, i18n, site, visit) => calendar.view({ week, site }, i18n, { ...visit, isDraft: true })),
  legal_document: () => import("../components/legal-document/legal-document.js").then(({ legalDocumentView }) => legalDocumentView),
  notice: () => import("../components/notice/notice.js").then(({ noticeView }) => (notice, i18n) => noticeView(notice, i18n)),
  page: () => import("../components/standing-page/standing-page.js").then(({ standingPageView }) => (page, i18n) => standingPageView(page, [], i18n)),
};

start(async ({ frame, i18n, main, visit }) => {
  const { type, object, expires_at: expires } = await getPreview(visit.slug);
  const site = await frame.identity.catch(() => null);
  const view = await VIEWS[type]?.();
  setTitle(i18n.t("preview.bar"), ...[object.title].filter(Boolean));
  show(main, html`${previewBar(expires, i18n)}${view ? view(object, i18n, site, visit) : previewWithoutPage(i18n)}`, i18n);
});
