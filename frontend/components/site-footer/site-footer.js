/** The portal's identity as the law asks for it; a field that is null takes its whole row with it. */
import { html, safeUrl } from "../../lib/html.js";

export function siteFooter(site, i18n) {
  const { t } = i18n;
  const rows = [
    [t("footer.responsible"), person(site.responsible_person)],
    [t("footer.address"), site.address],
    [t("footer.phone"), phone(site.phone)],
    [t("footer.fax"), site.fax],
    [t("footer.email"), email(site.email)],
    [t("footer.hotline"), phone(site.hotline)],
    [t("footer.hours"), hours(site.opening_hours, i18n)],
    [t("footer.former"), formerUnits(site.former_units, i18n)],
    [t("footer.licence"), site.licence],
  ];
  return html`
    <div class="wrap">
      <h2 class="site-footer__name">${site.name}</h2>
      ${site.organisation && html`<p>${site.organisation}</p>`}
      <dl class="site-footer__facts">${rows.map(([label, value]) => row(label, value))}</dl>
    </div>`;
}

function row(label, value) {
  return value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function person(responsible) {
  return responsible?.name && [responsible.name, responsible.title].filter(Boolean).join(", ");
}

function phone(number) {
  return number && html`<a href="tel:${number.replace(/[^\d+]/g, "")}">${number}</a>`;
}

function email(address) {
  const url = address && safeUrl(`mailto:${address}`);
  return url && html`<a href="${url}">${address}</a>`;
}

function hours(rules, i18n) {
  return rules?.length > 0 && html`<ul>${rules.map((rule) => html`<li>${hoursLine(rule, i18n)}</li>`)}</ul>`;
}

function hoursLine({ weekdays, intervals, valid_from: from, valid_to: to }, { t, formatDay }) {
  const days = weekdays.map((day) => t(`weekday.${day}`)).join(", ");
  const times = intervals.map(({ opens, closes }, index) =>
    html`${index ? ", " : " "}<span class="nowrap">${opens}–${closes}</span>`);
  const season = [from && t("footer.from", { date: formatDay(from) }), to && t("footer.to", { date: formatDay(to) })];
  return html`${days}:${times} ${season.filter(Boolean).join(" ")}`;
}

function formerUnits(units, { t, formatDay }) {
  return units?.length > 0 && html`<ul>${units.map(({ name, until }) => html`
    <li>${name} ${until && t("footer.until", { date: formatDay(until) })}</li>`)}</ul>`;
}
