/** The page's content in forms that other programs follow: news feeds, and the calendar's file. */
import { withQuery } from "../lib/query.js";

const FEEDS = [["rss", "application/rss+xml", "RSS"], ["atom", "application/atom+xml", "Atom"], ["json", "application/feed+json", "JSON Feed"]];

/** `{type, title, url}` each; the feed of a part of the portal before that of all of it: programs take the first. */
export function alternates({ category, feed, isCalendar }, name, { site, api }, { t }) {
  const links = [];
  if (category) links.push(...feeds(api, "articles", { site, category: category.slug }, `${category.name} – ${name}`));
  if (feed) links.push(...feeds(api, feed.of, { site }, `${feed.title} – ${name}`));
  if (isCalendar) {
    links.push({ type: "text/calendar", title: `${t("week.title")} – ${name}`, url: withQuery(`${api}/v1/calendar.ics`, { site }) });
  }
  return [...links, ...feeds(api, "articles", { site }, `${t("feeds.articles")} – ${name}`)];
}

function feeds(api, what, query, title) {
  return FEEDS.map(([ending, type, form]) => ({ type, title: `${title} (${form})`, url: withQuery(`${api}/feeds/${what}.${ending}`, query) }));
}
