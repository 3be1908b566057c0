/** The content types whose items have a page each, and where. */
import { articleUrl, legalDocumentUrl, noticeUrl, pageUrl } from "./addresses.js";

const ADDRESSES = { article: articleUrl, notice: noticeUrl, page: pageUrl, legal_document: legalDocumentUrl };
export const TYPES = Object.keys(ADDRESSES);

/** The page of an item of the type that the API calls so. */
export function itemUrl(type, item) {
  return ADDRESSES[type](item);
}
