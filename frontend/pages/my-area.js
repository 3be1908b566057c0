/** Which area somebody lives in, as this device alone knows: its notices come first, and may be told of. */
import { listNotices } from "../api/notices.js";
import { areaForm } from "../components/area-form/area-form.js";
import { sameArea } from "../components/my-area/my-area.js";
import { briefNotices } from "../components/notice-list/notice-list.js";
import { html, setHtml } from "../lib/html.js";
import { settle } from "./frame.js";
import { keep, kept } from "./reader.js";

/** The choice on a page of a site; `onChoice(area)` is told of it, at once and whenever it changes. */
export function wireArea(main, { slug, areas }, i18n, onChoice = () => {}) {
  const place = main.querySelector("[data-my-area]");
  const form = place.querySelector("[data-area-form]");
  let mine = areas.find((area) => sameArea(area, String(kept("area")))) ?? null;
  // Whoever is late speaks of the area of then.
  const asked = { site: slug, get mine() { return mine; } };
  // Nobody else needs to know what it can.
  const offer = () => (place.open || kept("told")) && offerPush(push, asked, i18n);
  const show = () => {
    const title = place.querySelector("[data-area-title]");
    if (mine) title.textContent = i18n.t("area.is", { area: mine });
    onChoice(mine);
    offer();
  };
  setHtml(form, areaForm(areas, mine, i18n));
  // It fills late: the links would move.
  const push = place.appendChild(form.querySelector(".my-area__push"));
  form.querySelector("select").onchange = ({ target }) => {
    mine = target.value || null;
    keep("area", mine);
    place.querySelector("[data-area-title]").textContent = i18n.t("area.choose");
    show();
  };
  place.ontoggle = offer;
  if (mine) show();
  else offer();
}

/** On the home page an area's notices come first, in as much room as there was. */
export function leadWith(main, home, i18n) {
  const list = main.querySelector(".home__notices .notice-list");
  const most = home.notices.length;
  return async (area) => {
    if (!list) return;
    const items = area ? await noticesOf(area, home.site.slug, most) : [];
    const others = home.notices.filter(({ id }) => !items.some((each) => each.id === id));
    setHtml(list, html`${briefNotices([...items, ...others].slice(0, most), i18n)}`);
    for (const item of [...list.children].slice(0, items.length)) {
      item.querySelector(".notice-list__facts").prepend(Object.assign(document.createElement("strong"), { textContent: area }));
    }
    settle(list, i18n);
  };
}

/** On failure the notices of all are there. */
function noticesOf(area, site, limit) {
  return listNotices({ site, area, limit }).then(({ items }) => items, () => []);
}

async function offerPush(place, asked, i18n) {
  const { offer } = await import("./push.js");
  await offer(place, asked, i18n);
}
