/** The side of an article: asked for when its place comes into view, and left out when it cannot be had. */
import { getHome } from "../api/home.js";
import { sideOfArticle } from "../components/side/side.js";
import { dayAt } from "../lib/dates.js";
import { setHtml } from "../lib/html.js";
import { settle } from "./frame.js";

export function fillSide(place, site, i18n) {
  const fill = async () => {
    const home = await getHome({ site }).catch(() => null);
    if (home) setHtml(place, sideOfArticle(home, dayAt(Date.now()), i18n));
    settle(place, i18n);
    place.classList.remove("side--later");
  };
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    observer.disconnect();
    fill();
  });
  observer.observe(place);
}
