/** One article in a browser: counted, shared, and with what stands around it. */
import { getArticle, getArticleBySlug, listRelatedArticles } from "../api/articles.js";
import { articleView, relatedArticles } from "../components/article/article.js";
import { articleUrl } from "../lib/addresses.js";
import { setHtml } from "../lib/html.js";
import { keepCurrentAddress, withNewer } from "./address.js";
import { countView } from "./beacon.js";
import { onNewDay } from "./days.js";
import { setTitle, settle, show, start } from "./frame.js";

const RELATED = 4;
const { lang } = document.documentElement;

start(async ({ site, i18n, main, visit }) => {
  const article = await getArticleBySlug(site, visit.slug).catch(withNewer(newer));
  setTitle(article.title);
  show(main, articleView(article, i18n), i18n);
  import("./tools.js").then(({ wireTools }) => wireTools(main, article, i18n), () => {});
  keepCurrentAddress(articleUrl(article));
  countView("article", article.id);
  // Made anew in another language.
  const isLacking = (place) => lang !== i18n.language || !place.firstElementChild;
  const side = main.querySelector("[data-side]");
  const mark = oldMark(side, visit.today);
  // Also where nothing newer can be had.
  mark?.remove();
  if (isLacking(side) || mark) fillWhenSeen(side, site, i18n);
  onNewDay(() => fillWhenSeen(side, site, i18n));
  const related = main.querySelector("[data-related]");
  if (isLacking(related)) await showRelated(related, article, i18n);
});

async function newer(id) {
  const article = await getArticle(id, { fields: "slug,title" });
  return { href: articleUrl(article), title: article.title };
}

/** An extra: the article stands without it too. */
async function showRelated(place, article, i18n) {
  const related = await listRelatedArticles(article.id, { limit: RELATED }).catch(() => null);
  if (!related) return;
  setHtml(place, relatedArticles(related.items, i18n));
  settle(place, i18n);
}

/** By which a copy of a day that is over calls that day today. */
function oldMark(side, today) {
  const day = side.querySelector("[aria-current='date']");
  return day && day.querySelector("time").dateTime !== today ? day.querySelector(".week-brief__today") : null;
}

/** On a phone it stands below the article, where few come: until then not even its script is fetched. */
function fillWhenSeen(place, site, i18n) {
  let filled = null;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    filled = filled || import("./side.js").then(({ fillSide }) => fillSide(place, site, i18n)).then(
      () => observer.disconnect(),
      // It leaves no gap, and whoever comes to it again has it tried again.
      () => {
        delete place.dataset.side;
        filled = null;
      },
    );
  });
  observer.observe(place);
}
