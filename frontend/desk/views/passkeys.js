/** The passkeys of an account. */
import { html } from "../../lib/html.js";
import { field, wrong } from "./form.js";

export function passkeysView(items, canMake, { t, formatDate }) {
  return html`
    <h2>${t("passkeys.title")}</h2>
    <p>${t(canMake ? "passkeys.lead" : "passkeys.none_here")}</p>
    <ul class="passkeys">${items.map(({ id, name, created_at: made, used_at: used }) => html`<li>
      <strong>${name}</strong>
      <span>${t("passkeys.made", { date: formatDate(made) })}${used && html` · ${t("passkeys.used", { date: formatDate(used) })}`}</span>
      <button type="button" class="secondary" data-remove-passkey="${id}" aria-label="${t("passkeys.remove_named", { name })}">${t("passkeys.remove")}</button>
    </li>`)}</ul>
    <p class="row__done" role="status"></p>
    ${canMake ? html`<form data-new-passkey novalidate>
      ${field({ name: "name", label: t("passkeys.name"), hint: t("passkeys.name_hint"), attributes: html` maxlength="100" autocomplete="off"` })}
      ${wrong()}
      <button class="primary">${t("passkeys.add")}</button>
    </form>` : wrong()}`;
}
