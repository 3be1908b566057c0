/** One legal document, named by the last part of the address. */
import { legalDocumentView } from "../components/legal-document/legal-document.js";
import { nameOf } from "../components/legal-list/legal-list.js";

export const legalDocument = {
  at: ["/van-ban/{slug}"],
  type: "legal_document",
  asks: { paper: "/v1/sites/{site}/legal-documents/{slug}" },
  newer: "/v1/legal-documents/{id}?fields=slug%2Ctitle",
  view,
  head,
};

function view({ paper }, i18n) {
  return legalDocumentView(paper, i18n);
}

function head({ paper }, { t, formatDay }) {
  const { title: headline, issuer, issued_on: issued, status } = paper;
  const facts = [nameOf(paper), issuer, issued && formatDay(issued), status && t(`legal.status.${status}`)];
  const feed = { of: "legal-documents", title: t("legal.title") };
  return { headline, about: paper, description: [...facts, headline].filter(Boolean).join(" – "), feed };
}
