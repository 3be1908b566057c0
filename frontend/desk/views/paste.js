/** What became of a paste: what was lost, and where pictures are missing. */
import { html } from "../../lib/html.js";

export function pastingView({ t }) {
  return html`<p class="note" role="status" data-pasting>${t("paste.reading")}</p>`;
}

/** Nothing where nothing was lost. */
export function pasteView({ losses, missing, isAlone }, i18n) {
  if (!losses.length && !missing && !isAlone) return html``;
  const { t } = i18n;
  return html`
    <section class="note note--strong" role="status">
      ${isAlone && html`<p>${t("paste.alone")}</p>`}
      ${missing > 0 && html`<p>${t("paste.pictures", { count: missing })} <button type="button" class="secondary" data-next-place>${t("paste.next_place")}</button></p>`}
      ${losses.length > 0 && html`<p>${t("paste.lost")}</p><ul class="findings">${losses.map((each) => lossView(each, i18n))}</ul>`}
      <p><button type="button" class="secondary" data-paste-close>${t("paste.close")}</button></p>
    </section>`;
}

/** Its words say how often, and what came first. */
function lossView({ detail, detail_vi: vietnamese, after }, { language, t }) {
  const words = (after ?? "").trim().split(" ").slice(-4).join(" ");
  return html`
    <li>${language === "vi" ? vietnamese : detail}
      ${words && html`<button type="button" class="secondary" data-after="${words}">${t("panel.there")}</button>`}</li>`;
}
