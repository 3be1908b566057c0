/** One list over all types: filters above, one row for each document, both of its states told. */
import { html } from "../../lib/html.js";
import { canCopy } from "../lib/bulk.js";
import { TYPES, isReviewed } from "../lib/fields.js";
import { ORDERED } from "../lib/ordering.js";
import { EDITOR, highestRank } from "../lib/states.js";
import { choice, field } from "./form.js";
import { stateWords } from "./state.js";

/** What is begun less often than the two that have a button; sites have their own screen. */
const RARER = TYPES.filter((type) => !["article", "notice", "site"].includes(type));
const STATES = ["draft", "in_review", "scheduled", "live", "withdrawn", "trashed"];
const SCOPES = ["", "waiting", "mine"];

export function listView({ filters, page, person }, i18n) {
  const { t } = i18n;
  return html`
    <div class="top">
      <h1>${t("list.title")}</h1>
      <p class="top__new"><a class="primary" href="/desk/viet/article">${t("list.new_article")}</a>
        <a class="secondary" href="/desk/viet/notice">${t("list.new_notice")}</a>
        <a class="secondary" href="/desk/lich">${t("list.week")}</a>
        <a class="secondary alarm" href="/desk/khan">${t("emergency.title")}</a></p>
      <details class="more top__more"><summary>${t("list.new_other")}</summary>
        <ul>${rarerFor(person).map((type) => html`<li><a href="/desk/viet/${type}">${t(`new.${type}`)}</a></li>`)}</ul></details>
    </div>
    <form class="filters" role="search" data-filters aria-label="${t("list.filters")}">
      ${field({ name: "text", label: t("list.text"), attributes: html` type="search" value="${filters.text ?? ""}" autocomplete="off" spellcheck="false"` })}
      ${choice({ name: "type", label: t("list.type"), value: filters.type, options: [["", t("list.any")], ...TYPES.map((each) => [each, t(`type.${each}`)])] })}
      ${choice({ name: "state", label: t("list.state"), value: filters.state, options: [["", t("list.any")], ...STATES.map((each) => [each, t(`filter.${each}`)])] })}
      ${choice({ name: "scope", label: t("list.scope"), value: filters.scope, options: SCOPES.map((each) => [each, t(`scope.${each || "all"}`)]) })}
      <button class="secondary filters__go">${t("list.go")}</button>
    </form>
    <div data-results>${resultsView({ page, filters }, i18n)}</div>
    <section class="chosen" data-chosen hidden aria-label="${t("chosen.title")}"></section>`;
}

function rarerFor(person) {
  return RARER.filter((type) => isReviewed({ type }) || highestRank(person) >= EDITOR);
}

export function resultsView({ page, filters }, i18n) {
  const { t } = i18n;
  if (!page.items.length) return html`<p class="nothing">${t("list.none")}</p>`;
  return html`
    ${ORDERED[filters.type] && html`<p><a href="/desk/sap-xep/${filters.type}">${t("order.go")}</a></p>`}
    <ul class="rows" data-rows>${rowsView(page.items, i18n)}</ul>
    ${page.next && html`<p><button class="secondary" type="button" data-more>${t("list.more")}</button></p>`}`;
}

export function rowsView(items, i18n) {
  return html`${items.map((item) => html`<li class="row">${rowView(item, i18n)}</li>`)}`;
}

/** `result` says what came of a step that several rows took. */
export function rowView(item, i18n, result = null) {
  const { t, formatDate, formatTime } = i18n;
  const label = item.label || t("list.untitled");
  return html`
    <span class="row__box"><input type="checkbox" name="chosen" value="${item.id}" aria-label="${t("chosen.one", { label })}"></span>
    <div class="row__main">
      <a class="row__title" href="/desk/viet/${item.type}/${item.id}" lang="vi">${label}</a>
      <p class="row__facts"><span class="tag tag--${item.public}-${item.stage}">${stateWords(item, i18n)}</span>
        <span>${t(`type.${item.type}`)}</span>
        ${item.edition.author.id !== "operator" && html`<span>${item.edition.author.name}</span>`}
        <time datetime="${item.saved_at}">${formatTime(item.saved_at)} ${formatDate(item.saved_at)}</time></p>
      ${item.waiting && item.waiting !== "draft" && html`<p class="row__waits">${t(`waiting.${item.waiting}`)}</p>`}
      ${item.rating && html`<p class="row__rating">${ratingWords(item.rating, i18n)}</p>`}
      ${result && html`<p class="${result.isWrong ? "wrong" : "row__done"}">${result.words}</p>`}
    </div>
    ${canCopy(item) && html`<button type="button" class="row__copy" data-copy="${item.id}" aria-label="${t("copy.one", { label })}">${t("copy.go")}</button>`}`;
}

/** What readers say of it, and why it was not useful to those who told. */
function ratingWords({ useful, not_useful: not, reasons }, { t, formatNumber }) {
  const given = Object.entries(reasons).filter(([, count]) => count);
  const why = given.map(([name, count]) => `${t(`rating.${name}`)}: ${formatNumber(count)}`).join(", ");
  return [t("rating.totals", { useful: formatNumber(useful), not: formatNumber(not) }), why].filter(Boolean).join(" – ");
}
