/** The record of a site: who did what, when, and how what a stolen account did is taken back. */
import { html } from "../../lib/html.js";
import { TYPES } from "../lib/fields.js";
import { choice, field, wrong } from "./form.js";

/** Those that are asked for; others are shown by their names. */
const ACTIONS = [
  "create", "save", "submit", "return", "publish", "schedule", "cancel_schedule", "schedule_refused", "confirm", "withdraw", "restore",
  "drop_draft", "trash", "recover", "purge", "create_preview", "revoke_preview", "set_two_person_rule", "bring_back", "quarantine", "undo_quarantine",
  "hand_over", "sign_in", "set_password", "create_account", "rename_account", "grant_role", "make_link", "end_sessions", "disable_account", "enable_account",
  "add_second_factor", "drop_second_factor", "renew_recovery_codes", "add_passkey", "remove_passkey", "forget_credentials", "create_token", "revoke_token",
];

/** `people` are those whom an admin reaches; others who did something are chosen by no name. */
export function recordView({ filters, page, people }, i18n) {
  const { t } = i18n;
  return html`
    <h1>${t("record.title")}</h1>
    <form class="filters filters--even" role="search" data-record-filters aria-label="${t("record.filters")}" novalidate>
      ${choice({ name: "actor", label: t("record.actor"), value: filters.actor, options: [["", t("list.any")], ...people.map(({ id, name }) => [id, name])] })}
      ${choice({ name: "action", label: t("record.action"), value: filters.action, options: [["", t("list.any")], ...ACTIONS.map((each) => [each, t(`action.${each}`)])] })}
      ${choice({ name: "type", label: t("list.type"), value: filters.type, options: [["", t("list.any")], ...TYPES.map((each) => [each, t(`type.${each}`)])] })}
      ${field({ name: "from", label: t("record.from"), attributes: html` value="${filters.from}" placeholder="dd/mm/yyyy" autocomplete="off"` })}
      ${field({ name: "to", label: t("record.to"), attributes: html` value="${filters.to}" placeholder="dd/mm/yyyy" autocomplete="off"` })}
      <button class="secondary filters__go">${t("list.go")}</button>
      ${wrong()}
    </form>
    <div data-results>${eventsView(page, i18n)}</div>
    <details class="more"><summary>${t("record.quarantine")}</summary>
      <p>${t("record.quarantine_lead")}</p>
      <pre class="command"><code>congxa quarantine ten@xa.example --since 2026-07-13T08:00:00+07:00</code></pre></details>`;
}

export function eventsView(page, i18n) {
  const { t } = i18n;
  if (!page.items.length) return html`<p class="nothing">${t("record.none")}</p>`;
  return html`
    <ul class="rows" data-rows>${eventRows(page.items, i18n)}</ul>
    ${page.next && html`<p><button class="secondary" type="button" data-more>${t("list.more")}</button></p>`}`;
}

export function eventRows(items, i18n) {
  return html`${items.map((each) => html`<li class="row"><div class="row__main">${eventView(each, i18n)}</div></li>`)}`;
}

function eventView({ at, actor, means, action, type, document, label }, { t, formatTime, formatDate }) {
  return html`
    <p><strong>${ACTIONS.includes(action) ? t(`action.${action}`) : action}</strong>${document && type && html`: <a href="/desk/viet/${type}/${document}" lang="vi">${label || t("list.untitled")}</a>`}</p>
    <p class="row__facts"><time datetime="${at}">${formatTime(at)} ${formatDate(at)}</time><span>${actor.name}</span>${means && html`<span>${t(`means.${means}`)}</span>`}</p>`;
}
