/** The banner of every page: whose portal this is. */
import { html } from "../../lib/html.js";

export function siteHeader(site, { t }) {
  return html`
    <div class="wrap site-header__row">
      <img class="site-header__mark" src="/icon.svg" alt="" width="48" height="48">
      <a class="site-header__name" href="/">${site?.name ?? t("site.name")}</a>
      ${site?.province && html`<p class="site-header__province">${site.province}</p>`}
    </div>`;
}
