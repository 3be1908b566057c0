import { getLegalDocument, getLegalDocumentBySlug } from "../api/legal-documents.js";
import { legalDocumentUrl } from "../lib/addresses.js";
import { keepCurrentAddress, withNewer } from "./address.js";
import { countView } from "./beacon.js";
import { setTitle, show, start } from "./frame.js";
import { legalDocument as own } from "./legal-document.js";

const TYPE = "legal_document";

start(async ({ site, i18n, main, visit }) => {
  const paper = await getLegalDocumentBySlug(site, visit.slug).catch(withNewer(newer));
  setTitle(paper.title);
  show(main, own.view({ paper }, i18n), i18n);
  import("./tools.js").then(({ wireTools }) => wireTools(main, paper, i18n), () => {});
  keepCurrentAddress(legalDocumentUrl(paper));
  countView(TYPE, paper.id);
});

async function newer(id) {
  const paper = await getLegalDocument(id, { fields: "slug,title" });
  return { href: legalDocumentUrl(paper), title: paper.title };
}
