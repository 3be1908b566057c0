/** What stands in an order: lists whose rows are moved by drag, by buttons and by keys. */
import { html } from "../../lib/html.js";

/** `groups` are of `groupsOf`. */
export function orderView({ type, groups }, i18n) {
  const { t } = i18n;
  return html`
    <p class="back"><a href="/desk/noi-dung?type=${type}">${t("write.back")}</a></p>
    <h1>${t("order.title", { what: t(`type.${type}`) })}</h1>
    <p class="field__hint" id="order-hint">${t("order.hint")}</p>
    <div data-order>${groupsView({ type, groups }, i18n)}</div>
    <p class="wrong" role="alert" data-wrong></p>
    <p class="head__steps"><button type="button" class="primary" data-save>${t("order.save")}</button></p>
    <ul class="findings" data-done aria-live="polite" data-later></ul>`;
}

export function groupsView({ type, groups }, i18n) {
  const { t } = i18n;
  const tops = groups.filter(({ name }) => name === "" || type === "banner");
  if (!groups.length) return html`<p class="nothing">${t("list.none")}</p>`;
  return html`${tops.map((group) => html`${group.name && html`<h2>${t(`placement.${group.name}`)}</h2>`}${groupView({ group, groups, type }, i18n)}`)}`;
}

/** What stands below an item is a list in its row. */
function groupView({ group, groups, type }, i18n) {
  return html`
    <ol class="order" data-group="${group.name}">${group.items.map((each, index) => html`
      <li class="order__item" draggable="true" data-index="${index}" data-id="${each.id}">
        <div class="order__row">${rowView({ each, index, last: group.items.length - 1, type }, i18n)}</div>
        ${groups.filter(({ name }) => name === each.id && type !== "banner").map((below) => groupView({ group: below, groups, type }, i18n))}
      </li>`)}</ol>`;
}

function rowView({ each, index, last, type }, { t }) {
  const label = each.label || t("list.untitled");
  return html`
    <span class="order__handle" aria-hidden="true">⠿</span>
    <a class="order__label" href="/desk/viet/${type}/${each.id}" lang="vi">${label}</a>
    <button type="button" class="secondary order__move" data-move="-1" aria-label="${t("order.up", { label })}" aria-describedby="order-hint"${index === 0 && html` aria-disabled="true"`}>↑</button>
    <button type="button" class="secondary order__move" data-move="1" aria-label="${t("order.down", { label })}" aria-describedby="order-hint"${index === last && html` aria-disabled="true"`}>↓</button>`;
}

/** What came of each that has another number now. */
export function doneView(results, { t }) {
  return html`${results.map(({ label, state, words }) => html`<li><span lang="vi">${label}</span>: ${words ?? t(`order.${state}`)}</li>`)}`;
}
