/** The editions of a document: who wrote each, which is public, and what differs from the words that are here now. */
import { html } from "../../lib/html.js";
import { changeView } from "./panel.js";

export function historyView({ editions, canRestore }, i18n) {
  const { t } = i18n;
  return html`
    <h2>${t("edition.title")}</h2>
    <ol class="rows" reversed>${editions.map((each) => html`<li class="row" id="edition-${each.number}"><div class="row__main">${editionView({ each, canRestore }, i18n)}</div></li>`)}</ol>
    <p><button type="button" class="secondary" data-close>${t("panel.close")}</button></p>`;
}

function editionView({ each, canRestore }, { t, formatTime, formatDate }) {
  const marks = ["is_live", "is_scheduled", "is_head"].filter((name) => each[name]);
  return html`
    <p class="row__facts"><strong>${t("edition.number", { number: each.number })}</strong> <span>${each.author.name}</span>
      <time datetime="${each.at}">${formatTime(each.at)} ${formatDate(each.at)}</time>
      ${marks.map((name) => html`<span class="tag">${t(`edition.${name}`)}</span>`)}
      ${each.approved_by && html`<span>${t("edition.approved", { name: each.approved_by.name })}</span>`}</p>
    ${each.comment && html`<p>${t("write.returned")} <span lang="vi">${each.comment}</span></p>`}
    ${!each.is_head && html`<p class="head__steps">
      <button type="button" class="secondary" data-compare="${each.number}">${t("edition.compare")}</button>
      ${canRestore && html`<button type="button" class="secondary" data-restore="${each.number}">${t("edition.restore")}</button>`}</p>
      <div data-difference="${each.number}" data-later></div>`}`;
}

/** What came since that edition stands in `<ins>`, what it still had in `<del>`. */
export function differenceView(type, changes, i18n) {
  return changes.length ? html`${changes.map((each) => changeView(type, each, i18n))}` : html`<p>${i18n.t("edition.same")}</p>`;
}
