/** Handing a page on: plain links, without anybody's script, and what the device itself can do. */
import { html } from "../../lib/html.js";

/** `{title, url}` of what is shared. The page wires what needs a script. */
export function shareLinks({ url }, { t }) {
  const address = encodeURIComponent(url);
  return html`
    <div class="share" role="group" aria-label="${t("share.title")}">
      ${link(`https://zalo.me/share?url=${address}`, "Zalo", html` data-share`)}
      ${link(`https://www.facebook.com/sharer/sharer.php?u=${address}`, "Facebook")}
      <button type="button" class="share__item" data-copy>${t("share.copy")}</button>
      <button type="button" class="share__item" data-print>${t("share.print")}</button>
      <p class="share__status" role="status" data-share-status></p>
    </div>`;
}

function link(href, words, more = null) {
  return html`<a class="share__item" href="${href}" target="_blank" rel="noopener noreferrer"${more}>${words}</a>`;
}
