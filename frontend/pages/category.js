/** The articles of one category, named by the last part of the address; `?cursor=` names a later page of them. */
import { listArticles } from "../api/articles.js";
import { ApiError } from "../api/client.js";
import { categoryView } from "../components/category/category.js";
import { slugOf } from "./address.js";
import { setTitle, show, start } from "./frame.js";

const PAGE_SIZE = 12;

start(async ({ site, i18n, main, frame }) => {
  const slug = slugOf(location.pathname);
  const cursor = new URLSearchParams(location.search).get("cursor");
  const [page, categories] = await Promise.all([
    listArticles({ site, category: slug, limit: PAGE_SIZE, cursor }),
    frame.categories.catch(() => null),
  ]);
  const category = named(slug, categories, page.items);
  setTitle(category.name);
  show(main, categoryView(category, page, i18n, { isFirst: !cursor }), i18n);
});

/** An empty list under a heading that does not exist is no page. */
function named(slug, categories, articles) {
  const all = categories ?? [];
  const known = all.find((each) => each.slug === slug) ?? articles[0]?.category;
  if (!known) throw new ApiError(categories ? 404 : 0);
  return {
    ...known,
    parent: all.find((each) => each.slug === known.parent) ?? null,
    below: all.filter(({ parent }) => parent === slug),
  };
}
