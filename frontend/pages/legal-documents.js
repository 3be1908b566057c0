/** The legal documents that the address asks for. */
import { STATUSES, choiceOf, legalDocumentsView } from "../components/legal-documents/legal-documents.js";
import { DAY } from "../lib/dates.js";

export const legalDocuments = {
  at: ["/van-ban"],
  asks: { documents: "/v1/legal-documents?site={site}&limit=20" },
  reads: { q: "", loai: "", "tinh-trang": STATUSES.join("|"), "linh-vuc": "", "co-quan": "", tu: DAY.source, den: DAY.source, cursor: "" },
  trims: ["q"],
  filters: {
    text: "q", form: "loai", status: "tinh-trang", field: "linh-vuc", issuer: "co-quan", issued_from: "tu", issued_to: "den", cursor: "cursor",
  },
  view,
  head,
};

function view({ documents }, i18n, { query }) {
  return legalDocumentsView(documents, choiceOf(query), i18n);
}

/** Further pages and choices among them are other views of what has an address already. */
function head({ site }, { t }, { query }) {
  const headline = t("legal.title");
  const feed = { of: "legal-documents", title: headline };
  return { headline, description: `${headline} – ${site.name}`, feed, isHidden: Object.keys(query).length > 0 };
}
