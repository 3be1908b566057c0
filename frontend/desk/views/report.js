/** What went out in a month, by type, author and category, with how it was read: to be shown upward. */
import { html } from "../../lib/html.js";
import { formatDay } from "../../lib/dates.js";
import { choice } from "./form.js";

/** `months` are `YYYY-MM`, the newest first; `sheet` is the address of the table for spreadsheets. */
export function reportView({ months, month, report, sheet }, i18n) {
  const { t, formatNumber } = i18n;
  return html`
    <h1>${t("report.title")}</h1>
    <form class="report__choice" data-choice>
      ${choice({ name: "month", label: t("report.month"), value: month, options: months.map((each) => [each, t("moment.month", { month: Number(each.slice(5)), year: each.slice(0, 4) })]) })}
    </form>
    <p>${t("report.sum", { documents: formatNumber(report.documents), views: formatNumber(report.views), from: formatDay(report.from), to: formatDay(report.to) })}</p>
    <p class="head__steps"><a class="primary" href="${sheet}" download>${t("report.sheet")}</a>
      <button type="button" class="secondary" data-print>${t("week.print")}</button></p>
    ${tableView("types", report.types.map((each) => ({ ...each, name: t(`type.${each.type}`) })), i18n)}
    ${tableView("authors", report.authors.map((each) => ({ ...each, name: each.author.name })), i18n)}
    ${tableView("bylines", report.bylines.map((each) => ({ ...each, name: each.byline ?? t("report.no_byline") })), i18n)}
    ${tableView("categories", report.categories.map((each) => ({ ...each, name: each.category ? each.category.name : t("report.no_category") })), i18n)}`;
}

function tableView(name, rows, { t, formatNumber }) {
  return rows.length > 0 && html`
    <table class="report"><caption>${t(`report.${name}`)}</caption>
      <thead><tr><th scope="col">${t("report.name")}</th><th scope="col">${t("report.documents")}</th><th scope="col">${t("report.views")}</th></tr></thead>
      <tbody>${rows.map((each) => html`<tr><th scope="row" lang="vi">${each.name}</th><td>${formatNumber(each.documents)}</td><td>${formatNumber(each.views)}</td></tr>`)}</tbody></table>`;
}
