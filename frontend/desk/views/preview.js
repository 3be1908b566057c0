/** The draft as the public would see it, and a link by which somebody else sees it. */
import { html } from "../../lib/html.js";
import { choice, field, wrong } from "./form.js";

/** Types that have a page of their own. */
export const PREVIEWED = ["article", "notice", "page", "legal_document"];
export const WIDTHS = [360, 1280];
const HOURS = [1, 24, 72];

/** The frame has no origin of its own: nothing of a draft reaches the desk. */
export function previewView({ url, width }, i18n) {
  const { t } = i18n;
  return html`
    <section class="preview" aria-label="${t("preview.title")}">
      <p class="preview__bar">
        ${WIDTHS.map((each) => html`<button type="button" class="secondary" data-width="${each}" aria-pressed="${String(each === width)}">${t(`preview.at_${each}`)}</button>`)}
        <button type="button" class="secondary" data-fresh>${t("preview.fresh")}</button>
        <button type="button" class="secondary" data-send>${t("preview.send")}</button>
        <button type="button" class="primary" data-preview-close>${t("preview.close")}</button>
      </p>
      <div data-send-place data-later></div>
      <div class="preview__window" data-window><iframe class="preview__frame" data-frame title="${t("preview.title")}" sandbox="allow-scripts" src="${url}"></iframe></div>
    </section>`;
}

export function sendView({ t }) {
  return html`
    <div class="preview__send">
      ${choice({ name: "preview-hours", label: t("preview.hours"), value: 24, options: HOURS.map((each) => [each, t("preview.for_hours", { hours: each })]) })}
      ${wrong()}
      <p><button type="button" class="secondary" data-make-link>${t("preview.make")}</button></p>
      <div data-made data-later aria-live="polite"></div>
    </div>`;
}

export function madeView({ url, expires_at: end }, { t, formatWeekday, formatTime }) {
  return html`
    ${field({ name: "preview-url", label: t("preview.link"), hint: t("preview.until", { day: formatWeekday(end), time: formatTime(end) }), attributes: html` value="${url}" readonly` })}
    <p><button type="button" class="secondary" data-copy>${t("preview.copy")}</button>
      <button type="button" class="secondary" data-revoke>${t("preview.revoke")}</button></p>`;
}
