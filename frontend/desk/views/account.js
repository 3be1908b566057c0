/** The own account: who one is here, and the second factor. */
import { html } from "../../lib/html.js";
import { siteName } from "../lib/sites.js";
import { field, wrong } from "./form.js";

export function accountView(person, i18n) {
  const { t } = i18n;
  return html`
    <p class="back"><a href="/desk/">${t("write.back")}</a></p>
    <h1>${t("account.title")}</h1>
    <dl class="facts">
      <div><dt>${t("account.name")}</dt><dd>${person.name}</dd></div>
      <div><dt>${t("sign_in.email")}</dt><dd>${person.email}</dd></div>
      ${person.roles.map(({ site, role }) => html`<div><dt>${site === null ? t("account.all_sites") : siteName(person, site)}</dt><dd>${t(`role.${role}`)}</dd></div>`)}
    </dl>
    <section data-codes aria-live="polite">
      <h2>${t("account.codes")}</h2>
      <p>${person.second_factor ? t("account.codes_on", { count: person.recovery_codes_left }) : t("account.codes_lead")}</p>
      <p class="head__steps">${person.second_factor ? html`
        <button type="button" class="secondary" data-renew>${t("account.renew")}</button>
        <button type="button" class="secondary" data-remove>${t("account.remove")}</button>` : html`
        <button type="button" class="primary" data-begin>${t("account.codes_begin")}</button>`}</p>
      ${wrong()}
    </section>
    <section class="account__part" data-passkeys aria-live="polite"></section>
    <section class="account__part">
      <h2>${t("sign_in.password")}</h2>
      <form data-password novalidate>
        ${field({ name: "current_password", label: t("account.password_now"), attributes: html` type="password" autocomplete="current-password"` })}
        ${field({ name: "password", label: t("link.password"), hint: t("link.hint"), attributes: html` type="password" autocomplete="new-password"` })}
        ${wrong()}
        <p class="row__done" role="status" data-done></p>
        <button class="primary">${t("account.password_go")}</button>
      </form>
    </section>`;
}

export function enrolView({ secret, uri, qr }, { t }) {
  return html`
    <h2>${t("account.codes")}</h2>
    <ol class="steps">
      <li>${t("account.enrol_app")}</li>
      <li>${t("account.enrol_scan")} <img class="qr" src="data:image/svg+xml,${encodeURIComponent(qr)}" alt="${t("account.qr")}"></li>
      <li>${t("account.enrol_secret")} <code class="secret">${secret}</code> <a href="${uri}">${t("account.enrol_here")}</a></li>
      <li>${t("account.enrol_code")}</li>
    </ol>
    <form data-enrol novalidate>
      ${field({ name: "code", label: t("code.label"), attributes: html` autocomplete="one-time-code" inputmode="numeric" required` })}
      ${wrong()}
      <button class="primary">${t("account.enrol_go")}</button>
    </form>`;
}

export function recoveryView(codes, { t }) {
  return html`
    <h2>${t("account.recovery")}</h2>
    <p>${t("account.recovery_lead")}</p>
    <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
    <p><button type="button" class="primary" data-print>${t("account.print")}</button></p>`;
}

export function passkeysView(items, canMake, { t, formatDate }) {
  return html`
    <h2>${t("passkeys.title")}</h2>
    <p>${t(canMake ? "passkeys.lead" : "passkeys.none_here")}</p>
    <ul class="passkeys">${items.map(({ id, name, created_at: made, used_at: used }) => html`<li>
      <strong>${name}</strong>
      <span>${t(used ? "passkeys.used" : "passkeys.made", { date: formatDate(used ?? made) })}</span>
      <button type="button" class="secondary" data-remove-passkey="${id}">${t("passkeys.remove", { name })}</button>
    </li>`)}</ul>
    ${canMake ? html`<form data-new-passkey novalidate>
      ${field({ name: "name", label: t("passkeys.name"), hint: t("passkeys.name_hint"), attributes: html` maxlength="100" autocomplete="off"` })}
      ${wrong()}
      <button class="primary">${t("passkeys.add")}</button>
    </form>` : wrong()}`;
}
