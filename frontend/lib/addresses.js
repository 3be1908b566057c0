/** The addresses of pages on this site, whatever host these pages are on. */
import { withQuery } from "./query.js";
import { slugOf } from "./slugs.js";

export function articleUrl({ slug }) {
  return `/bai-viet/${encodeURIComponent(slug)}`;
}

export function noticeUrl({ slug }) {
  return `/thong-bao/${encodeURIComponent(slug)}`;
}

export function pageUrl({ slug }) {
  return `/trang/${encodeURIComponent(slug)}`;
}

export function legalDocumentUrl({ slug }) {
  return `/van-ban/${encodeURIComponent(slug)}`;
}

/** Of this week when none is named. */
export function weekUrl(week = null) {
  return week ? `/lich-lam-viec/${encodeURIComponent(week)}` : "/lich-lam-viec";
}

export function categoryUrl({ slug }) {
  return `/chuyen-muc/${encodeURIComponent(slug)}`;
}

export function tagUrl(name) {
  return `/tu-khoa/${encodeURIComponent(slugOf(name) || name)}`;
}

/** This page in a language: `visit` has its `path` and `query`. */
export function inLanguage({ path, query }, lang) {
  return withQuery(path, { ...query, lang });
}
