/** The only place that calls `fetch`: JSON in, or an ApiError out. What the page was handed is not fetched again. */
import { config } from "../config.js";

const TIMEOUT_MS = 20_000;

let handed = { site: null, api: null, answers: {} };

/**
 * `status` 0 means that no answer came, or one that is not what the API would say; `wait` are the seconds after which
 * the API may be asked again, null where it has named none.
 */
export class ApiError extends Error {
  constructor(status, problem = null, wait = null) {
    super(problem?.title ?? `no usable answer (${status})`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
    this.wait = wait;
  }
}

/** Take what came with the page: the site's slug, the API's own origin, and its `answers` by their address. */
export function hand({ site = null, api = null, answers = {} }) {
  handed = { site, api, answers: { ...answers } };
}

/** The slug of the site whose page this is, as the server told it; null when it told none. */
export function handedSite() {
  return handed.site;
}

/** One GET of the API, until `signal` ends it. Parameters that are null or undefined are left out. */
export async function get(path, parameters = {}, signal = null) {
  const address = addressOf(path, parameters);
  return takeHanded(address) ?? readJson(urlOf(address), signal);
}

/** The origin under which the API is known to others, without a slash at its end. */
export function apiOrigin() {
  return handed.api ?? askedOrigin();
}

/** Where pages of these ask. */
export function askedOrigin() {
  return config.apiOrigin || location.origin;
}

export function urlOf(address) {
  return new URL(address, askedOrigin());
}

/** A message that outlives the page and wants no answer. As plain text, so that another origin needs no preflight. */
export function send(path, message) {
  const url = urlOf(path);
  const body = JSON.stringify(message);
  if (!navigator.sendBeacon?.(url, body)) fetch(url, { method: "POST", body, keepalive: true }).catch(() => {});
}

/** The answer, when it has all these members; one without them is none that the API would give. */
export function having(answer, ...names) {
  if (!names.every((name) => name in answer)) throw new ApiError(0);
  return answer;
}

/** One JSON file of this frontend, which may live on another origin than the API. */
export async function getOwnFile(path) {
  return readJson(new URL(path, location.origin));
}

/** `/v1/articles?site=yen-hoa` from its path and parameters. Pure. */
export function addressOf(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined);
  const query = new URLSearchParams(given).toString();
  return query ? `${path}?${query}` : path;
}

/** What was handed for an address, once: whoever asks again wants to know what is true by then. */
function takeHanded(address) {
  const answer = handed.answers[address];
  delete handed.answers[address];
  return answer && usable(answer.status, answer.body);
}

async function readJson(url, signal) {
  const response = await answer(url, signal);
  return usable(response.status, await response.json().catch(() => null), Number(response.headers.get("retry-after")) || null);
}

function usable(status, body, wait) {
  if (status < 200 || status > 299) throw new ApiError(status, body, wait);
  if (body === null || typeof body !== "object") throw new ApiError(0);
  return body;
}

export async function answer(url, signal, more) {
  try {
    // Older in-app browsers have no AbortSignal.timeout: they wait as long as the network does.
    const timeout = AbortSignal.timeout?.(TIMEOUT_MS);
    return await fetch(url, { ...more, signal: signal ? (AbortSignal.any?.([signal, timeout]) ?? signal) : timeout });
  } catch {
    throw new ApiError(0);
  }
}
