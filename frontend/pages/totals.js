/** How often the portal is read, for whoever comes to its foot: asked then alone, so that no page says what was true once. */
import { listViewTotals } from "../api/views.js";

export function tellTotals(footer, site, { t, formatNumber }) {
  const place = footer.querySelector("[data-totals]");
  const observer = new IntersectionObserver(async (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    const { items } = await listViewTotals().catch(() => ({ items: [] }));
    const own = items.find((each) => each.site === site);
    if (!own) return;
    place.querySelector("dd").textContent = t("footer.counted", { today: formatNumber(own.today), all: formatNumber(own.all) });
    place.dataset.wired = "";
  });
  observer.observe(place);
}
