/** The legal documents that the address asks for. */
import { choiceOf, legalDocumentsView } from "../components/legal-documents/legal-documents.js";

export const legalDocuments = { view, head };

function view({ documents }, i18n, { query }) {
  return legalDocumentsView(documents, choiceOf(query), i18n);
}

/** Further pages and choices among them are other views of what has an address already. */
function head({ site }, { t }, { query }) {
  const headline = t("legal.title");
  const feed = { of: "legal-documents", title: headline };
  return { headline, description: `${headline} – ${site.name}`, feed, isHidden: Object.keys(query).length > 0 };
}
