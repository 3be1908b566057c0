/** The door: address and password, then a code where one is set up; and the choice of a password by a link. */
import { html } from "../../lib/html.js";
import { field, tick, wrong } from "./form.js";

export function signInView({ isNobody, isInsecure, hasPasskeys }, i18n) {
  const { t } = i18n;
  return html`
    <div class="door">
      <h1>${t("sign_in.title")}</h1>
      ${isInsecure && html`<p class="note" role="note">${t("sign_in.https")}</p>`}
      ${isNobody ? nobodyView(i18n) : html`
        <form data-sign-in novalidate>
          ${field({ name: "email", label: t("sign_in.email"), attributes: html` type="email" autocomplete="username" inputmode="email" autocapitalize="none" spellcheck="false" required` })}
          ${field({ name: "password", label: t("sign_in.password"), attributes: html` type="password" autocomplete="current-password" required` })}
          ${tick({ name: "own_device", label: t("sign_in.own_device"), hint: t("sign_in.own_device_hint") })}
          ${wrong()}
          <button class="primary">${t("sign_in.go")}</button>
          ${hasPasskeys && html`<button type="button" class="secondary" data-passkey>${t("sign_in.passkey")}</button>`}
        </form>
        <details class="more"><summary>${t("sign_in.forgotten")}</summary><p>${t("sign_in.forgotten_hint")}</p></details>`}
    </div>`;
}

export function codeView({ t }) {
  return html`
    <div class="door">
      <h1>${t("code.title")}</h1>
      <form data-code novalidate>
        ${field({ name: "code", label: t("code.label"), hint: t("code.hint"), attributes: html` autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required` })}
        ${wrong()}
        <button class="primary">${t("sign_in.go")}</button>
      </form>
      <details class="more"><summary>${t("code.lost")}</summary><p>${t("code.lost_hint")}</p></details>
    </div>`;
}

/** By a one-time link. */
export function newPasswordView({ t }) {
  return html`
    <div class="door">
      <h1>${t("link.title")}</h1>
      <p>${t("link.lead")}</p>
      <form data-new-password novalidate>
        ${field({ name: "password", label: t("link.password"), hint: t("link.hint"), attributes: html` type="password" autocomplete="new-password" required` })}
        ${tick({ name: "is_shown", label: t("link.show") })}
        ${wrong()}
        <button class="primary">${t("link.go")}</button>
      </form>
    </div>`;
}

export function noLinkView({ t }) {
  return html`<div class="door"><h1>${t("link.none")}</h1><p>${t("link.none_hint")}</p><p><a href="/desk/vao">${t("sign_in.title")}</a></p></div>`;
}

export function chosenView({ t }) {
  return html`<div class="door"><h1>${t("link.done")}</h1><p>${t("link.done_hint")}</p><p><a class="primary" href="/desk/vao?ve=/desk/tai-khoan">${t("sign_in.title")}</a></p></div>`;
}

function nobodyView({ t }) {
  return html`
    <p>${t("nobody.lead")}</p>
    <pre class="command"><code>congxa user create ten@xa.example --name "Họ Tên" --role admin</code></pre>
    <p>${t("nobody.then")}</p>`;
}
