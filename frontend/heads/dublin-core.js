/** Dublin Core: the fifteen facts by which agencies exchange what they publish; what is not known is left out. */
import { html } from "../lib/html.js";

const TYPES = { article: "news", notice: "notice", legal_document: "legislation" };

/** `told` is what the page says of itself, its `url` and `description` among it. */
export function dublinCore({ headline, url, description, about = {}, section }, site, { language }) {
  const publisher = site.organisation ?? site.name;
  const facts = {
    title: headline,
    creator: about.byline ?? about.issuer ?? publisher,
    subject: [section, ...(about.tags ?? about.areas ?? [])].filter(Boolean).join("; "),
    description,
    publisher,
    contributor: about.signer,
    date: about.published_at,
    type: TYPES[about.type] ?? "text",
    format: "text/html",
    identifier: url,
    source: about.source?.url ?? about.source?.name,
    language: about.language ?? language,
    relation: site.base_url,
    coverage: site.province,
    rights: about.licence ?? site.licence,
  };
  return Object.entries(facts).map(([name, value]) => value && html`<meta name="DC.${name}" content="${value}">\n`);
}
