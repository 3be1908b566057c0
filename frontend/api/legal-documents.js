/** Legal documents of the API: one function per operationId. */
import { get, having } from "./client.js";

/** `list_legal_documents`: the newest papers first. `{items: [summary], next}`. */
export async function listLegalDocuments(parameters) {
  return having(await get("/v1/legal-documents", parameters), "items", "next");
}

/** `get_legal_document`: the whole document, or the fields that are asked for. */
export function getLegalDocument(id, parameters) {
  return get(`/v1/legal-documents/${encodeURIComponent(id)}`, parameters);
}

/** `get_legal_document_by_slug`: the whole document; an ApiError 404 or 410 otherwise. An old slug is followed. */
export async function getLegalDocumentBySlug(site, slug) {
  const path = `/v1/sites/${encodeURIComponent(site)}/legal-documents/${encodeURIComponent(slug)}`;
  return having(await get(path), "id", "title", "body");
}
