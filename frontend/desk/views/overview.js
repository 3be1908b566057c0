/** Several portals at a glance, in the order of the alphabet. */
import { html } from "../../lib/html.js";

const COUNTS = ["in_review", "unconfirmed", "refused", "missing"];

export function overviewView(items, i18n) {
  const { t } = i18n;
  return html`
    <h1>${t("overview.title")}</h1>
    <p class="field__hint">${t("overview.hint")}</p>
    <div class="overview" role="region" tabindex="0" aria-label="${t("overview.title")}">
      <table class="report"><thead><tr><th scope="col">${t("field.site")}</th>${COUNTS.map((name) => html`<th scope="col">${t(`overview.${name}`)}</th>`)}
        <th scope="col">${t("overview.score")}</th><th scope="col">${t("overview.active")}</th></tr></thead>
        <tbody>${items.map((each) => rowView(each, i18n))}</tbody></table></div>`;
}

function rowView({ site, score, active, active_at: at, ...counts }, { t, formatNumber, formatDate, formatTime }) {
  const number = (value) => (value === null ? "–" : formatNumber(value));
  return html`
    <tr><th scope="row" lang="vi"><a href="/desk/?site=${site.slug}">${site.name}</a></th>
      ${COUNTS.map((name) => html`<td>${number(counts[name])}</td>`)}<td>${number(score)}</td>
      <td>${active ? html`${active.name}, <time datetime="${at}">${formatTime(at)} ${formatDate(at)}</time>` : t("overview.nobody")}</td></tr>`;
}
