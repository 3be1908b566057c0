/** The pages that a server fills: it runs their views as a browser does. No browser loads this file. */
import { sideOfArticle } from "./components/side/side.js";
import { translator } from "./lib/i18n.js";
import { view as articlePage } from "./pages/article.js";

const PAGES = {
  article(found, i18n) {
    const { article, related, notices, banners, calendar: week, today } = found;
    const side = { notices: notices?.items, banners: banners?.items, week };
    return articlePage({ article, related: related?.items }, i18n, sideOfArticle(side, today, i18n));
  },
};

/** The names of these pages. */
export function names() {
  return Object.keys(PAGES).join(" ");
}

/** What stands in the `main` of a page; `words` are the messages by language, Vietnamese ones in place of what is missing. */
export function markup(name, language, words, found) {
  return String(PAGES[name](found, translator(language, { ...words.vi, ...words[language] })));
}
