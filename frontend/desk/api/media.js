/** Photos and documents of a site's library. */
import { call, get, upload } from "./client.js";

const ROOT = "/authoring/v1/media";

/** `{answered, cancel}`; the same `key` again is the same file. */
export function sendFile({ blob, name, site, key }, onProgress) {
  const form = new FormData();
  if (site) form.append("site", site);
  form.append("file", blob, name);
  return upload("/media", form, key, onProgress);
}

/** What the server reads in a Word file or a PDF: `{body_html, losses, proposed}`; nothing is kept. */
export function readFile(file) {
  const form = new FormData();
  form.append("file", file, file.name);
  return upload("/conversions", form).answered;
}

export function listMedia(filters) {
  return get("/media", filters);
}

/** The documents that show it. */
export function usesOf(id, site) {
  return get(`/media/${id}/uses`, { site });
}

/** Lets another, by its id, stand in its place in all drafts: `{items: [{id, type, label, version, refusal}], more}`. */
export function replaceMedia({ id, site, version }, media) {
  const where = site ? `?${new URLSearchParams({ site })}` : "";
  return call("POST", `/media/${id}/replacement${where}`, { body: { media }, version });
}

/** Where its own bytes are, at least so wide. */
export function fileAddress(id, width) {
  return `${ROOT}/${encodeURIComponent(id)}/file?width=${width}`;
}
