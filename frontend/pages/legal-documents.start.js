import { listLegalDocuments } from "../api/legal-documents.js";
import { choiceOf } from "../components/legal-documents/legal-documents.js";
import { refusedAsMissing } from "./address.js";
import { setTitle, show, start } from "./frame.js";
import { legalDocuments as own } from "./legal-documents.js";

const PAGE_SIZE = 20;

start(async ({ site, i18n, main, visit }) => {
  const documents = await listLegalDocuments({ site, limit: PAGE_SIZE, ...choiceOf(visit.query) }).catch(refusedAsMissing);
  setTitle(i18n.t("legal.title"));
  show(main, own.view({ documents }, i18n, visit), i18n);
});
