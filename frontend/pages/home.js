/** The home page: the newest articles, and older ones on demand. */
import { listArticles, nextPage } from "../api/articles.js";
import { articleList, moreItems } from "../components/article-list/article-list.js";
import { appendHtml, html } from "../lib/html.js";
import { paintPlaceholders, setTitle, show, start } from "./frame.js";

const PAGE_SIZE = 10;

start(async ({ site, i18n, main }) => {
  const page = await listArticles({ site: site.slug, limit: PAGE_SIZE });
  setTitle(site.name);
  show(main, homeView(page, i18n));
  wireMore(main, page.next, i18n);
});

function homeView(page, i18n) {
  return html`
    <h1 class="page-title">${i18n.t("home.title")}</h1>
    ${articleList(page, i18n)}`;
}

function wireMore(main, next, i18n) {
  const button = main.querySelector("[data-list-more]");
  let following = next;
  button?.addEventListener("click", async () => {
    button.disabled = true;
    following = await addPage(main, following, i18n);
    button.disabled = false;
    button.hidden = following === null;
  });
}

/** The `next` of the page that was added; on failure the same one again, with what is shown kept. */
async function addPage(main, next, i18n) {
  const status = main.querySelector("[data-list-status]");
  try {
    const page = await nextPage(next);
    status.textContent = i18n.t("list.added", { count: i18n.formatNumber(page.items.length) });
    addItems(main.querySelector("[data-list]"), page, i18n);
    return page.next;
  } catch {
    status.textContent = i18n.t("list.failed");
    return next;
  }
}

/** The reader who pressed the button with a keyboard goes on at the first new title. */
function addItems(list, page, i18n) {
  const shown = list.children.length;
  appendHtml(list, moreItems(page, i18n));
  paintPlaceholders(list);
  list.children[shown]?.querySelector("a").focus({ preventScroll: true });
}
