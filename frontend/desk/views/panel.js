/** What stands between a document and its next step: what stops it, what warns, and one button that says what happens. */
import { html } from "../../lib/html.js";
import { approversView } from "./approvers.js";
import { bodyView } from "./body.js";
import { area, choice, wrong } from "./form.js";
import { labelOf } from "./labels.js";

const REASONS = ["error", "superseded", "expired", "personal_data", "other"];
const ASKED = { publication: publicationView, return: returnView, withdrawal: withdrawalView };

export function panelView({ name, findings, approvers, document, changes }, i18n) {
  const { t } = i18n;
  const stopping = findings.filter((each) => !each.is_warning);
  const isStopped = name === "publication" && (stopping.length > 0 || Boolean(approvers));
  return html`
    <form data-step-form="${name}" novalidate>
      <h2>${t(`panel.${name}`)}</h2>
      ${stopping.length > 0 && html`<h3>${t("panel.stops")}</h3><ul class="findings">${stopping.map((each) => findingView(each, i18n))}</ul>`}
      ${name === "publication" && approvers && html`<p class="note note--strong">${t("panel.second")}</p>`}
      ${approversView(approvers, i18n)}
      ${changes && html`<details class="more" open><summary>${t("panel.changes")}</summary>${changes.map((each) => changeView(document.type, each, i18n))}</details>`}
      ${!isStopped && html`
        ${warningsView(findings.filter((each) => each.is_warning), name, i18n)}
        ${ASKED[name] ? ASKED[name](document, i18n) : html`<p>${t(`lead.${name}`)}</p>`}`}
      <div data-uses data-later></div>
      ${wrong()}
      <p>${!isStopped && html`<button class="primary" data-go>${t(`go.${name}`)}</button>`}
        <button type="button" class="secondary" data-close>${t("panel.close")}</button></p>
    </form>`;
}

export function findingView({ pointer, detail, detail_vi: vietnamese }, { language, t }) {
  const words = language === "vi" ? vietnamese : detail;
  const name = (pointer ?? "").split("/")[1];
  return html`<li>${words} ${name && html`<a href="#${name}" data-to="${name}">${t("panel.there")}</a>`}</li>`;
}

/** What is published has each of them ticked. */
export function warningsView(warnings, name, i18n) {
  if (!warnings.length) return "";
  const { t, language } = i18n;
  const words = (each) => (language === "vi" ? each.detail_vi : each.detail);
  if (name !== "publication") return html`<h3>${t("panel.warns")}</h3><ul class="findings">${warnings.map((each) => findingView(each, i18n))}</ul>`;
  return html`
    <h3>${t("panel.warns")}</h3>
    ${warnings.map((each, index) => html`
      <div class="tick"><input type="checkbox" id="warning-${index}" name="acknowledged" value="${each.code}">
        <label for="warning-${index}">${words(each)}</label></div>`)}`;
}

function publicationView(document, i18n) {
  const { t } = i18n;
  return html`
    <moment-field class="field" data-publish-at data-later></moment-field>
    <p class="field__hint">${t("panel.when_hint")}</p>
    ${document.live && html`
      ${choice({ name: "kind", label: t("panel.kind"), value: "typo", options: [["typo", t("panel.typo")], ["correction", t("panel.correction")]] })}
      ${area({ name: "correction", label: t("panel.note"), hint: t("panel.note_hint") })}`}`;
}

function returnView(_document, { t }) {
  return area({ name: "comment", label: t("panel.comment"), hint: t("panel.comment_hint") });
}

export function withdrawalView(_document, { t }) {
  return html`
    ${choice({ name: "reason", label: t("panel.reason"), value: "error", options: REASONS.map((each) => [each, t(`reason.${each}`)]) })}
    ${area({ name: "public_note", label: t("panel.public_note"), hint: t("panel.public_note_hint") })}
    <div data-tombstone data-later></div>`;
}

/** Words that went stand in `<del>`, those that came in `<ins>`. */
export function changeView(type, { pointer, before, after, html: both }, i18n) {
  const name = pointer.split("/")[1];
  return html`
    <h3>${labelOf(type, name, i18n)}</h3>
    ${both ? html`<div class="body difference" lang="vi" role="region" tabindex="0" aria-label="${labelOf(type, name, i18n)}">${bodyView(both)}</div>` : html`
      <p class="difference" lang="vi">${before !== null && html`<del>${words(before)}</del> `}${after !== null && html`<ins>${words(after)}</ins>`}</p>`}`;
}

function words(value) {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  return Object.values(value).map(words).filter(Boolean).join(" · ");
}

/** For ten minutes after it went out. */
export function undoView({ t, formatTime }, at) {
  return html`<p class="note">${t("undo.lead", { time: formatTime(at) })} <button type="button" class="secondary" data-undo>${t("undo.go")}</button></p>`;
}

