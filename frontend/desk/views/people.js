/** People: who may do what where, and how they come in. */
import { html } from "../../lib/html.js";
import { siteName } from "../lib/sites.js";
import { ROLES } from "../lib/states.js";
import { choice, field, tick, wrong } from "./form.js";

/** `places` are the sites that roles can be given on; null is all of them. */
export function peopleView({ items, more, places, person }, i18n) {
  const { t } = i18n;
  return html`
    <h1>${t("people.title")}</h1>
    <dl class="facts">${ROLES.map((each) => html`<div><dt>${t(`role.${each}`)}</dt><dd>${t(`role_says.${each}`)}</dd></div>`)}</dl>
    <details class="more" data-inviting><summary>${t("people.invite")}</summary>
      <form data-invite novalidate>
        ${field({ name: "invite-name", label: t("account.name"), attributes: html` autocomplete="off" maxlength="100"` })}
        ${field({ name: "invite-email", label: t("sign_in.email"), hint: t("people.email_hint"), attributes: html` type="email" autocomplete="off" maxlength="254"` })}
        ${rolesView({ id: "invite", roles: [], places, person }, i18n)}
        ${wrong()}
        <p><button class="primary">${t("people.invite_go")}</button></p>
      </form></details>
    <div data-link data-later aria-live="polite"></div>
    <ul class="rows" data-people>${items.map((each) => html`<li class="row" id="person-${each.id}"><div class="row__main">${personView({ each, places, person, heirs: heirsOf(each, items) }, i18n)}</div></li>`)}</ul>
    ${more && html`<p><button type="button" class="secondary" data-more-people>${t("list.more")}</button></p>`}`;
}

/** Whoever else may still write. */
function heirsOf({ id }, items) {
  return items.filter((other) => other.id !== id && !other.disabled_at && other.roles.length > 0);
}

function personView({ each, places, person, heirs }, i18n) {
  const { t } = i18n;
  const facts = [each.email, ...each.roles.map(({ site, role }) => `${placeName(person, site, t)}: ${t(`role.${role}`)}`)];
  return html`
    <p class="row__title">${each.name}</p>
    <p class="row__facts">${facts.map((fact) => html`<span>${fact}</span>`)}
      ${each.disabled_at && html`<span class="tag">${t("people.disabled")}</span>`}
      ${each.is_invited && html`<span class="tag">${t("people.invited")}</span>`}
      ${each.second_factor && html`<span class="tag">${t("people.second_factor")}</span>`}</p>
    ${each.id === person.id ? html`<p class="back"><a href="/desk/tai-khoan">${t("people.own")}</a></p>` : html`<details class="more"><summary>${t("people.change", { name: each.name })}</summary>${formsView({ each, places, person, heirs }, i18n)}</details>`}`;
}

function formsView({ each, places, person, heirs }, i18n) {
  const { t } = i18n;
  return html`
    <form data-roles="${each.id}" novalidate>
      ${rolesView({ id: each.id, roles: each.roles, places, person }, i18n)}
      ${wrong()}
      <p><button class="primary">${t("people.roles_go")}</button></p>
    </form>
    <div data-steps="${each.id}">
      ${each.second_factor && tick({ name: `factor-${each.id}`, label: t("people.drop_factor") })}
      ${wrong()}
      <p class="head__steps">
        ${!each.disabled_at && html`<button type="button" class="secondary" data-do="reset">${t("people.reset")}</button>
          <button type="button" class="secondary" data-do="sessions">${t("people.end_sessions")}</button>`}
        <button type="button" class="secondary" data-do="${each.disabled_at ? "enable" : "disable"}">${t(each.disabled_at ? "people.enable" : "people.disable")}</button>
      </p>
    </div>
    ${heirs.length > 0 && html`<form data-handover="${each.id}" novalidate>
      ${choice({ name: `to-${each.id}`, label: t("people.hand_over", { name: each.name }), hint: t("people.hand_over_hint"), value: "", options: [["", t("people.hand_over_none")], ...heirs.map(({ id, name }) => [id, name])] })}
      ${wrong()}
      <p><button class="secondary">${t("people.hand_over_go")}</button></p>
    </form>`}`;
}

function placeName(person, site, t) {
  return site === null ? t("account.all_sites") : siteName(person, site);
}

/** A role for each site; none is a role too. */
function rolesView({ id, roles, places, person }, { t }) {
  return html`${places.map((site) => {
    const held = roles.find((each) => each.site === site);
    const options = [["", t("people.no_role")], ...ROLES.map((each) => [each, t(`role.${each}`)])];
    return choice({ name: `role-${id}-${site ?? ""}`, label: t("people.role_on", { site: placeName(person, site, t) }), value: held ? held.role : "", options });
  })}`;
}

/** It is seen this once. */
export function linkView({ name, link, expires_at: end }, { t, formatWeekday, formatTime }) {
  return html`
    <section class="note note--strong">
      <p>${t("people.link", { name, day: formatWeekday(end), time: formatTime(end) })}</p>
      <p><code class="secret" data-address>${link}</code></p>
      <p><button type="button" class="primary" data-share-link>${t("people.share")}</button></p>
    </section>`;
}
