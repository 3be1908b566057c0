/** Documents, as their writers read and change them. */
import { call, get } from "./client.js";

const COLLECTIONS = {
  article: "/articles", notice: "/notices", page: "/pages", banner: "/banners", calendar_entry: "/calendar/entries",
  site: "/sites", category: "/categories", official: "/officials", legal_document: "/legal-documents",
};

export function listDocuments(filters) {
  return get("/documents", filters);
}

/** Every one of them, page by page: what is chosen from leaves nobody out. */
export async function listAll(filters) {
  const items = [];
  for (let cursor = null; cursor !== undefined;) {
    const page = await listDocuments({ ...filters, limit: 100, cursor });
    items.push(...page.items);
    cursor = page.next?.match(/[?&]cursor=([^&]+)/)[1];
  }
  return items;
}

export function getDocument(type, id) {
  return get(`${COLLECTIONS[type]}/${id}`);
}

/** `key` is the same for the same new document, however often it is sent. */
export function createDocument(type, content, key) {
  return call("POST", COLLECTIONS[type], { body: content, key });
}

export function changeDocument({ type, id, version }, changes) {
  return call("PATCH", `${COLLECTIONS[type]}/${id}`, { body: changes, version });
}

/** All findings that keep it from being published, or that warn. */
export async function checkDocument({ type, id }) {
  return (await call("POST", `${COLLECTIONS[type]}/${id}/check`)).findings;
}

/** The names of those who must publish or confirm it, null where whoever asks may alone, or nobody answers. */
export async function approversOf({ id }) {
  const { is_enough: isEnough, items } = await get(`/documents/${id}/approvers`).catch(() => ({ is_enough: true }));
  return isEnough ? null : items.map(({ name }) => name);
}

/** One step of its way: `submission`, `return`, `publication`, `withdrawal`, `restoration`. */
export function step({ type, id, version }, name, body) {
  const method = name === "publication" ? "PUT" : "POST";
  return call(method, `${COLLECTIONS[type]}/${id}/${name}`, { body, version });
}

/** Takes back `publication` (a schedule) or `draft`; without a name the document goes into the trash. */
export function takeBack({ type, id, version }, name = "") {
  return call("DELETE", `${COLLECTIONS[type]}/${id}${name && `/${name}`}`, { version });
}

export function editionsOf({ type, id }, from, to) {
  return get(`${COLLECTIONS[type]}/${id}/editions`, { from, to });
}

/** A link by which somebody sees the draft as the public would: `{id, url, expires_at}`. */
export function createPreview({ type, id }, hours) {
  return call("POST", `${COLLECTIONS[type]}/${id}/preview-links`, { body: { hours } });
}

export function revokePreview({ type, id }, link) {
  return call("DELETE", `${COLLECTIONS[type]}/${id}/preview-links/${link}`);
}
