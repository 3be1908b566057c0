import { setTitle, show, start } from "./frame.js";
import { siteMap } from "./site-map.js";

start(async ({ i18n, main, frame, visit }) => {
  const [categories, pages] = await Promise.all([frame.categories, frame.pages]);
  setTitle(i18n.t("map.title"));
  show(main, siteMap.view({ categories, pages }, i18n, visit), i18n);
});
