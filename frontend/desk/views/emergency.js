/** An emergency from a phone: what, where, until when; then one question, and it is public. */
import { html } from "../../lib/html.js";
import { approversView } from "./approvers.js";
import { area, choice, field, wrong } from "./form.js";

/** How long it stands, in hours. */
export const LASTS = ["6", "12", "24", "72"];

/** `areas` are those that notices have named before; `isAlone` says that it goes out without a second person, `site` where there are several. */
export function emergencyView({ areas, isAlone, site }, i18n) {
  const { t } = i18n;
  return html`
    <p class="back"><a href="/desk/">${t("write.back")}</a></p>
    <h1>${t("emergency.title")}</h1>
    ${site && html`<p lang="vi"><strong>${site}</strong></p>`}
    <div data-asked></div>
    <form class="urgent" data-emergency novalidate>
      ${area({ name: "title", label: t("emergency.what"), hint: t("emergency.what_hint"), rows: 2, attributes: html` class="title" maxlength="500" lang="vi"` })}
      ${area({ name: "text", label: t("emergency.do"), hint: t("emergency.do_hint"), rows: 4, attributes: html` lang="vi"` })}
      <fieldset class="group"><legend class="field__label">${t("field.areas")}</legend>
        ${areas.map((each, index) => html`<div class="tick"><input type="checkbox" id="area-${index}" name="area" value="${each}"><label for="area-${index}" lang="vi">${each}</label></div>`)}
        ${field({ name: "more", label: t(areas.length ? "emergency.more" : "emergency.areas"), hint: t("typed.list"), attributes: html` autocomplete="off"` })}
      </fieldset>
      ${choice({ name: "hours", label: t("emergency.lasts"), value: "24", options: LASTS.map((each) => [each, t("preview.for_hours", { hours: each })]) })}
      ${!isAlone && html`<p class="note">${t("emergency.needs_publisher")}</p>`}
      ${wrong()}
      <p><button class="primary">${t(isAlone ? "emergency.go" : "step.submission")}</button></p>
    </form>`;
}

/** What goes out, and what has to be seen before. */
export function emergencyQuestion({ content, findings }, { t, language, formatWeekday, formatTime }) {
  const words = (each) => (language === "vi" ? each.detail_vi : each.detail);
  const at = content.expires_at;
  return html`
    <p lang="vi"><strong>${content.title}</strong></p>
    <p>${content.areas.length ? content.areas.join(", ") : t("emergency.everywhere")} · ${t("emergency.until", { day: formatWeekday(at), time: formatTime(at) })}</p>
    <p>${t("emergency.reach")}</p>
    ${findings.length > 0 && html`<h3>${t("panel.warns")}</h3><ul class="findings">${findings.map((each) => html`<li>${words(each)}</li>`)}</ul>`}`;
}

/** It is out, or on its way; who must do what now. */
export function emergencyDone({ document, approvers, address }, i18n) {
  const { t } = i18n;
  const state = document.public !== "live" ? "submitted" : document.unconfirmed ? "unconfirmed" : "live";
  return html`
    <h1 tabindex="-1">${t(state === "submitted" ? "done.submission" : "emergency.out")}</h1>
    ${state !== "live" && html`
      ${approvers?.length !== 0 && html`<p class="note note--strong">${t(`emergency.${state}`)}</p>`}
      ${approversView(approvers, i18n)}
      <p><code class="secret">${address}</code></p>`}
    <p class="head__steps">${document.live && html`<a class="primary" href="${document.live.url}">${t("write.see_live")}</a>`}
      <a class="secondary" href="/desk/viet/notice/${document.id}">${t("emergency.open")}</a></p>`;
}
