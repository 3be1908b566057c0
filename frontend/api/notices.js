/** Notices of the API: one function per operationId. */
import { get, having } from "./client.js";

/** `list_notices`: emergencies and pinned ones first, then the newest. `{items: [summary], next}`. */
export async function listNotices(parameters) {
  const page = having(await get("/v1/notices", parameters), "items", "next");
  return { ...page, items: page.items.map(asOfNow) };
}

/** `get_notice`: the whole notice, or the fields that are asked for. */
export function getNotice(id, parameters) {
  return get(`/v1/notices/${encodeURIComponent(id)}`, parameters);
}

/** `get_notice_by_slug`: the whole notice, expired ones too; an ApiError 404 or 410 otherwise. An old slug is followed. */
export async function getNoticeBySlug(site, slug) {
  const path = `/v1/sites/${encodeURIComponent(site)}/notices/${encodeURIComponent(slug)}`;
  return asOfNow(having(await get(path), "id", "title", "body"));
}

/** What came with a page may be of yesterday: what has ended since holds no more, and `hasEnded` in sight of the reader. */
export function asOfNow(notice) {
  const hasEnded = notice.active && Date.parse(notice.expires_at ?? "") <= Date.now();
  return hasEnded ? { ...notice, active: false, hasEnded } : notice;
}
