/** What machines are told of a page, in the words of schema.org. */
import { phoneParts } from "../lib/phones.js";
import { preview } from "./preview.js";

export const CONTEXT = { "@context": "https://schema.org" };
const STATUSES = { cancelled: "https://schema.org/EventCancelled", postponed: "https://schema.org/EventPostponed" };
const SCHEDULED = "https://schema.org/EventScheduled";
const DAY_MS = 86_400_000;

/** The commune's own authority. */
export function organisation(site, url) {
  return { ...CONTEXT, ...authority(site), url, ...contacts(site) };
}

/** An article or a notice. */
export function news(item, site) {
  const image = preview([item.cover, ...item.images]);
  const author = item.byline ? { "@type": "Person", name: item.byline } : authority(site);
  return { ...CONTEXT, ...known({
    "@type": "NewsArticle",
    headline: item.title,
    description: item.lead,
    image: image && [image.url],
    datePublished: item.published_at,
    dateModified: item.updated_at,
    expires: item.expires_at,
    author,
    publisher: authority(site),
    mainEntityOfPage: item.url,
    articleSection: item.category?.name,
    inLanguage: item.language,
  }) };
}

/** The entries of a week. */
export function events(entries, site) {
  return { ...CONTEXT, "@graph": entries.map((entry) => event(entry, site)) };
}

function event(entry, site) {
  const { location: own } = entry;
  const place = own || site.address || site.name;
  return known({
    "@type": "Event",
    name: entry.title.split(/\s+/).filter(Boolean).join(" "),
    startDate: instant(entry.date, entry.start_time),
    endDate: entry.end_time && instant(endDay(entry), entry.end_time),
    eventStatus: STATUSES[entry.status] ?? SCHEDULED,
    location: { "@type": "Place", name: place, address: own || site.address || place },
    organizer: authority(site),
  });
}

/** The day on which an entry ends: an end that is no later than its start is the next day's. */
function endDay({ date, start_time: start, end_time: end }) {
  if (!start || end > start) return date;
  return new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);
}

/** A time of Viet Nam; the day alone where there is none. */
function instant(day, time) {
  return time ? `${day}T${time}:00+07:00` : day;
}

/** Who publishes the portal. */
export function authority(site) {
  return known({
    "@type": "GovernmentOrganization",
    name: site.organisation || site.name,
    alternateName: site.organisation_en || site.name_en,
    logo: preview([site.logo])?.url,
  });
}

function contacts(site) {
  const links = site.social.map(({ url }) => url);
  return known({
    address: site.address,
    telephone: numbers(site.phone) || numbers(site.hotline),
    faxNumber: site.fax,
    email: site.email,
    sameAs: links.length ? links : null,
  });
}

/** The numbers of a field, which may hold several and words; the field itself without any. */
function numbers(field) {
  const found = phoneParts(field ?? "").filter(({ tel }) => tel).map(({ text }) => text);
  if (found.length > 1) return found;
  return found[0] ?? field;
}

/** Facts without those that are not known. */
export function known(facts) {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}
