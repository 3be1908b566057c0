import { listArticles } from "../api/articles.js";
import { ApiError } from "../api/client.js";
import { setTitle, show, start } from "./frame.js";
import { nameOf, tag } from "./tag.js";

const PAGE_SIZE = 12;

start(async ({ site, i18n, main, visit }) => {
  const { slug, query } = visit;
  const found = { articles: await listArticles({ site, tag: slug, limit: PAGE_SIZE, cursor: query.cursor, backwards: query.nguoc }) };
  const name = nameOf(found, visit);
  if (!name) throw new ApiError(404);
  setTitle(i18n.t("tag.title", { name }));
  show(main, tag.view(found, i18n, visit), i18n);
});
