/** The portal's identity as the law asks for it; a field that is null takes its whole row with it. Pure. */
import { html, safeUrl } from "../../lib/html.js";
import { phoneParts } from "../../lib/phones.js";

/** Rows of a `<dl>`; `names` are those wanted, in this order. */
export function identityRows(site, names, i18n) {
  return names.map((name) => row(i18n.t(`footer.${name}`), VALUES[name](site, i18n)));
}

/** Each number of a field can be dialled; what stands between them is text. */
export function phoneLinks(field) {
  return field && phoneParts(field).map(({ text, tel }) => (tel ? html`<a href="tel:${tel}">${text}</a>` : text));
}

export function emailLink(address) {
  const url = address && safeUrl(`mailto:${address}`);
  return url && html`<a href="${url}">${address}</a>`;
}

/** `{name, authority, lang}`: in English as far as the site has told its names in English. */
export function namesOf(site, { language, lang }) {
  if (language === "en" && site?.name_en) return { name: site.name_en, authority: site.organisation_en };
  return { name: site?.name, authority: site?.organisation ?? site?.province, lang: site?.name && lang() };
}

/** The address, in the language of the frame as far as the site tells it. */
export function addressOf(site, { language }) {
  return (language === "en" && site.address_en) || site.address;
}

const VALUES = {
  responsible: ({ responsible_person: person }, { own }) => person?.name && own([person.name, person.title].filter(Boolean).join(", ")),
  address: (site, i18n) => (site.address_en ? addressOf(site, i18n) : i18n.own(site.address)),
  phone: ({ phone }) => phoneLinks(phone),
  fax: ({ fax }) => fax,
  email: ({ email }) => emailLink(email),
  hotline: ({ hotline }) => phoneLinks(hotline),
  hours: ({ opening_hours: rules }, i18n) => list(rules, (rule) => hoursLine(rule, i18n)),
  former: ({ former_units: units }, i18n) => list(units, (unit) => formerUnit(unit, i18n)),
  social: ({ social }, i18n) => list((social ?? []).filter(({ url }) => /^https:\/\//.test(url)), (each) => link(each, i18n)),
  links: ({ links }, i18n) => list(links, (each) => link(each, i18n)),
  licence: ({ licence }, { own }) => own(licence),
  measurement: ({ measurement }, { own }) => own(measurement?.label),
};

function row(label, value) {
  return value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function list(items, line) {
  return items?.length > 0 && html`<ul>${items.map((item) => html`<li>${line(item)}</li>`)}</ul>`;
}

function hoursLine({ weekdays, intervals, valid_from: from, valid_to: to }, { t, formatDay }) {
  const times = intervals.map(({ opens, closes }, index) =>
    html`${index ? ", " : " "}<span class="nowrap">${opens}–${closes}</span>`);
  const season = [from && t("footer.from", { date: formatDay(from) }), to && t("footer.to", { date: formatDay(to) })];
  return html`${days(weekdays, t)}:${times} ${season.filter(Boolean).join(" ")}`;
}

/** `Thứ Hai – Thứ Sáu`, where three or more follow each other. */
function days(weekdays, t) {
  const isRun = weekdays.length > 2 && weekdays.every((day, index) => !index || day === weekdays[index - 1] + 1);
  const names = weekdays.map((day) => t(`weekday.${day}`));
  return isRun ? `${names[0]} – ${names[names.length - 1]}` : names.join(", ");
}

function link({ name, url }, { own }) {
  return html`<a href="${url}" rel="noopener noreferrer">${own(name)}</a>`;
}

function formerUnit({ name, until }, { t, own, formatDay }) {
  return html`${own(name)} ${until && t("footer.until", { date: formatDay(until) })}`;
}
