/** One document: how it stands, its fields in one column, facts beside them, and the steps that it can take. */
import { html } from "../../lib/html.js";
import { FIELDS, isReviewed } from "../lib/fields.js";
import { fieldView } from "./fields.js";
import { leastRole } from "../lib/states.js";
import { field } from "./form.js";
import { labelOf } from "./labels.js";
import { PREVIEWED } from "./preview.js";
import { stateWords } from "./state.js";

/** What nobody should press by habit. */
const GRAVE = ["withdrawal", "removal", "trash", "drop"];

/** `document` has no id until it was saved once; `lists` are the documents to choose from, `site` names the portal where there are several; what `isToRead` is closed. */
export function writeView({ document, steps, lists, site, isToRead }, i18n) {
  const { t } = i18n;
  const fields = FIELDS[document.type];
  return html`
    <p class="back"><a href="/desk/noi-dung">${t("write.back")}</a>${site && html` · <span lang="vi">${site}</span>`}</p>
    <div class="head" data-head>${headView({ document, steps }, i18n)}</div>
    <section class="panel" data-panel hidden tabindex="-1" aria-live="polite"></section>
    <div data-asked></div>
    <div data-preview data-later></div>
    ${isToRead && html`<p class="note">${t("write.to_read", { role: t(`role.${leastRole(document)}`) })}</p>`}
    ${!isToRead && !isReviewed(document) && html`<p class="note">${t("write.at_once")}</p>`}
      <form class="write" data-write novalidate>
        <fieldset class="write__all"${isToRead && html` disabled`}>
        <div class="write__main">
          ${fields.main.map(([name, kind]) => fieldView({ type: document.type, name, kind, value: document.content[name], lists }, i18n))}
          <div data-reading data-later></div>
        </div>
        ${document.type === "site" && html`<site-foot class="foot" data-foot data-later></site-foot>`}
        ${fields.side.length > 0 && html`<aside class="write__side" aria-label="${t("write.facts")}">
          <h2>${t("write.facts")}</h2>
          <p class="field__hint">${t("write.facts_hint")}</p>
          ${fields.side.map(([name, kind]) => fieldView({ type: document.type, name, kind, value: document.content[name], lists }, i18n))}
        </aside>`}
        </fieldset>
      </form>`;
}

export function headView({ document, steps }, i18n) {
  const { t } = i18n;
  return html`
    <h1 class="head__title" lang="vi">${document.label || t(`new.${document.type}`)}</h1>
    <p class="head__facts">
      ${document.id && html`<span class="tag tag--${document.public}-${document.stage}" data-state>${stateWords(document, i18n)}</span>`}
      ${timesView(document, i18n)}
    </p>
    ${document.edition && document.edition.comment && document.stage === "draft" && html`
      <p class="note note--strong"><strong>${t("write.returned")}</strong> ${document.edition.comment}</p>`}
    <p class="head__steps">
      ${steps.map((name, index) => html`<button type="button" class="${index || GRAVE.includes(name) ? "secondary" : "primary"}" data-step="${name}">${t(`step.${name}`)}</button>`)}
      ${document.id && PREVIEWED.includes(document.type) && html`<button type="button" class="secondary" data-preview-open>${t("preview.open")}</button>`}
      ${document.id && html`<button type="button" class="secondary" data-history-open>${t("edition.open")}</button>`}
      ${document.stage === "in_review" && html`<button type="button" class="secondary" data-share>${t("share.go")}</button>`}
      <span class="head__saved" data-saved role="status"></span>
    </p>`;
}

function timesView({ live, due }, i18n) {
  const { t, formatTime, formatWeekday } = i18n;
  const at = due && due.publish_at;
  return html`
    ${live && live.url && html`<a href="${live.url}" target="_blank" rel="noopener">${t("write.see_live")}</a>`}
    ${at && html`<span>${t("write.goes_out", { day: formatWeekday(at), time: formatTime(at) })}</span>`}`;
}

/** What this machine still holds of an earlier time. */
export function keptView(kept, { t, formatTime, formatDate }) {
  return html`
    <section class="note note--strong" role="alert">
      <p>${t("kept.lead", { time: formatTime(kept.at), day: formatDate(kept.at) })}</p>
      <p><button type="button" class="primary" data-take>${t("kept.take")}</button>
        <button type="button" class="secondary" data-leave>${t("kept.leave")}</button></p>
    </section>`;
}

/** What keeps it from being saved, and whether it is kept; `go` are the words of a button to what is asked. */
export function failedView({ why, isKept, go }, { t }) {
  return html`
    ${t("saved.refused", { why })} ${t(isKept ? "saved.kept" : "saved.not_kept")}
    ${go && html`<button type="button" class="secondary">${go}</button>`}`;
}

/** Sign in again without leaving what was written. */
export function againView({ t }) {
  return html`
    <section class="note note--strong" role="alert">
      <form data-again novalidate>
        <h2>${t("again.title")}</h2>
        <p>${t("again.lead")}</p>
        ${field({ name: "again_password", label: t("sign_in.password"), attributes: html` type="password" autocomplete="current-password"` })}
        ${field({ name: "again_code", label: t("again.code"), attributes: html` autocomplete="one-time-code"` })}
        <p class="wrong" role="alert" data-wrong></p>
        <button class="primary">${t("sign_in.go")}</button>
      </form>
    </section>`;
}

/** Both versions of each field that two people changed; `at` and `of` say which one, where there are several of a name. */
export function conflictView(type, fields, i18n) {
  const { t } = i18n;
  return html`
    <section class="note note--strong" role="alert">
      <form data-conflict>
        <h2>${t("conflict.title")}</h2>
        <p>${t("conflict.lead")}</p>
        ${fields.map(({ name, at = name, of, mine, theirs, isMixed }) => html`
          <fieldset class="conflict"><legend>${of && html`<span lang="vi">${of}</span>: `}${labelOf(type, name, i18n)}</legend>
            <div class="conflict__two">
              <label class="conflict__side"><input type="radio" name="${at}" value="mine" checked> <strong>${t("conflict.mine")}</strong>
                <span class="conflict__words" lang="vi">${mine.map(runView)}</span></label>
              <label class="conflict__side"><input type="radio" name="${at}" value="theirs"> <strong>${t("conflict.theirs")}</strong>
                <span class="conflict__words" lang="vi">${theirs.map(runView)}</span></label>
              ${isMixed && html`<label class="conflict__side"><input type="radio" name="${at}" value="both"> <strong>${t("conflict.both")}</strong></label>`}
            </div>
          </fieldset>`)}
        <button class="primary">${t("conflict.go")}</button>
      </form>
    </section>`;
}

/** What only this version has is marked, not by its colour alone. */
function runView([words, isShared]) {
  return isShared ? words : html`<mark class="conflict__own">${words}</mark>`;
}
