/** The only place of the desk that calls `fetch`: JSON in, and JSON with its version out, or an ApiError. */
import { hear } from "../lib/clock.js";

const ROOT = "/authoring/v1";
const TIMEOUT_MS = 20_000;
/** A photo of a phone on a slow line. */
const UPLOAD_MS = 600_000;

/** `status` 0 means that no answer came; `problem` is what the API says (RFC 9457). */
export class ApiError extends Error {
  constructor(status, problem = null) {
    super(problem?.detail ?? problem?.title ?? `no answer (${status})`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }
}

let handed = {};

/** Take what came with the page: `at` when, and answers by their address. */
export function hand({ at, answers }) {
  hear(at);
  handed = answers;
}

/** One GET; what the page brought counts once. Parameters that are null, undefined or "" are left out. */
export async function get(path, parameters = {}) {
  const address = pathWith(path, parameters);
  const known = handed[ROOT + address];
  delete handed[ROOT + address];
  return known ? known.body : call("GET", address);
}

/** The address of what a browser fetches by itself. */
export function addressOf(path, parameters) {
  return ROOT + pathWith(path, parameters);
}

function pathWith(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const query = new URLSearchParams(given).toString();
  return query ? `${path}?${query}` : path;
}

/** One write: `version` is what it changes, `key` makes a repeated creation the same one. */
export async function call(method, path, options) {
  return (await exchange(method, path, options)).said;
}

/** The same with the tag of what was answered: `{said, tag}`. A write names the `tag` of what it changes. */
export async function exchange(method, path, { body, version, tag = version && `"v${version}"`, key } = {}) {
  const headers = { "Accept-Language": document.documentElement.lang };
  if (method !== "GET" && method !== "DELETE") headers["Content-Type"] = "application/json";
  if (tag) headers["If-Match"] = tag;
  if (key) headers["Idempotency-Key"] = key;
  const sent = headers["Content-Type"] ? JSON.stringify(body ?? {}) : undefined;
  const response = await answer(ROOT + path, { method, headers, body: sent });
  hear(response.headers.get("Date"));
  const said = response.status === 204 ? {} : await response.json().catch(() => null);
  if (!response.ok || said === null) throw new ApiError(response.ok ? 0 : response.status, said);
  return { said, tag: response.headers.get("ETag") };
}

async function answer(url, options) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), TIMEOUT_MS);
  try {
    return await fetch(url, { ...options, signal: ending.signal, credentials: "same-origin" });
  } catch {
    throw new ApiError(0);
  } finally {
    clearTimeout(timer);
  }
}

/** One file in a form: `{answered, cancel}`; `onProgress` is told which part of it has gone out, `key` makes a repeated one the same. */
export function upload(path, form, key = null, onProgress = () => {}) {
  const request = new XMLHttpRequest();
  const answered = new Promise((resolve, reject) => {
    request.open("POST", ROOT + path);
    request.setRequestHeader("Accept-Language", document.documentElement.lang);
    if (key) request.setRequestHeader("Idempotency-Key", key);
    Object.assign(request, { responseType: "json", timeout: UPLOAD_MS });
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => (request.status < 300 && request.response ? resolve(request.response) : reject(new ApiError(request.status, request.response)));
    request.onerror = request.ontimeout = request.onabort = () => reject(new ApiError(0));
    request.send(form);
  });
  return { answered, cancel: () => request.abort() };
}

/** One GET of the public API; parameters that are null are left out. */
export function getPublic(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  return getFile(`${path}?${new URLSearchParams(given)}`);
}

/** One JSON file of the desk itself. */
export async function getFile(path) {
  const response = await answer(path, {});
  if (!response.ok) throw new ApiError(response.status);
  return response.json();
}
