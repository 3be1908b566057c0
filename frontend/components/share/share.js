/** What a reader can do with a text: hear it, print it, keep it, hand it on. Links work without a script. Pure. */
import { html } from "../../lib/html.js";

/** Of the page at `url`; nothing for what has no address yet. The page wires what needs a script. */
export function shareBar(url, { t }) {
  const address = encodeURIComponent(url);
  return url && html`
    <div class="share" data-url="${url}" role="group" aria-label="${t("share.title")}">
      ${button("listen", t("listen.start"))}
      ${button("print", t("share.print"))}
      ${button("save", t("share.save"))}
      ${link(`https://zalo.me/share?url=${address}`, t("share.zalo"), html` data-share`)}
      ${link(`https://www.facebook.com/sharer/sharer.php?u=${address}`, "Facebook")}
      ${button("copy", t("share.copy"))}
      <p class="share__status" role="status" data-share-status></p>
    </div>`;
}

function button(name, words) {
  return html`<button type="button" class="share__item" data-${name}>${words}</button>`;
}

function link(href, words, more = null) {
  return html`<a class="share__item" href="${href}" target="_blank" rel="noopener noreferrer"${more}>${words}</a>`;
}
