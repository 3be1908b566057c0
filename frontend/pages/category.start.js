import { listArticles } from "../api/articles.js";
import { ApiError } from "../api/client.js";
import { category as own, categoryOf } from "./category.js";
import { setTitle, show, start } from "./frame.js";

const PAGE_SIZE = 12;

start(async ({ site, i18n, main, frame, visit }) => {
  const { slug, query } = visit;
  const [articles, all] = await Promise.all([
    listArticles({ site, category: slug, limit: PAGE_SIZE, cursor: query.cursor, backwards: query.nguoc }),
    frame.categories.catch(() => null),
  ]);
  const found = { articles, categories: all };
  const category = categoryOf(found, visit);
  if (!category) throw new ApiError(all ? 404 : 0);
  setTitle(category.name);
  show(main, own.view(found, i18n, visit), i18n);
});
