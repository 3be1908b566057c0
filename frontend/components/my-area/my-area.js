/** Where somebody lives: links to the notices of each area, and room for what a script adds. Pure. */
import { html } from "../../lib/html.js";

/** `Xóm 3` and `xóm  3` are one, as they are for the API. */
export function sameArea(one, other) {
  return folded(one) === folded(other);
}

function folded(name) {
  return name.normalize("NFC").toLowerCase().trim().split(/\s+/).join(" ");
}

/** `hrefOf` gives the address of an area's notices, and of all for null, as is `current`; nothing where a site has no areas. */
export function myArea(areas, current, hrefOf, { t, lang }) {
  return areas.length > 0 && html`
    <details class="my-area" data-my-area>
      <summary class="my-area__title"><span data-area-title>${current ? t("area.shown", { area: current }) : t("area.choose")}</span></summary>
      <div data-area-form></div>
      <nav class="my-area__list chips" aria-label="${t("area.filter")}">
        <p aria-hidden="true">${t("area.filter")}</p>
        <ul>${[null, ...areas].map((area) => html`
          <li><a href="${hrefOf(area)}"${area === current && html` aria-current="true"`}${area && lang()}>${area ?? t("notices.all")}</a></li>`)}</ul>
      </nav>
    </details>`;
}
