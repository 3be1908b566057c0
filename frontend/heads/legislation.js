/** What machines are told of a legal document, in the words of schema.org. */
import { authority, CONTEXT, known } from "./linked-data.js";

const FORCES = { in_force: "InForce", partly: "PartiallyInForce", not_yet: "NotInForce", expired: "NotInForce", replaced: "NotInForce" };

export function legislation(paper, site) {
  const { effective_on: since, expired_on: until, issuer } = paper;
  return { ...CONTEXT, ...known({
    "@type": "Legislation",
    name: paper.title,
    url: paper.url,
    legislationIdentifier: paper.number,
    legislationType: paper.form,
    legislationDate: paper.issued_on,
    legislationDateVersion: since,
    legislationLegalForce: FORCES[paper.status] && `https://schema.org/${FORCES[paper.status]}`,
    temporalCoverage: since && `${since}/${until ?? ".."}`,
    legislationPassedBy: issuer && { "@type": "GovernmentOrganization", name: issuer },
    legislationRepeals: addresses(paper.replaces),
    legislationAmends: addresses(paper.amends),
    about: paper.field,
    sameAs: paper.external_url,
    datePublished: paper.published_at,
    dateModified: paper.updated_at,
    encoding: files(paper.attachments),
    publisher: authority(site),
    inLanguage: paper.language,
  }) };
}

function addresses(documents) {
  return documents.length ? documents.map(({ url }) => url) : null;
}

function files(attachments) {
  return attachments.length ? attachments.map(({ url, name, media_type: encodingFormat }) =>
    ({ "@type": "LegislationObject", name, contentUrl: url, encodingFormat })) : null;
}
