/** The only place that calls `fetch`: JSON in, or an ApiError out. */
import { config } from "../config.js";

const TIMEOUT_MS = 20_000;

/** `status` 0 means that no answer came, or one that is not what the API would say. */
export class ApiError extends Error {
  constructor(status, problem = null) {
    super(problem?.title ?? `no usable answer (${status})`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }
}

/** One GET of the API. Parameters that are null or undefined are left out. */
export async function get(path, parameters = {}) {
  return readJson(new URL(addressOf(path, parameters), config.apiOrigin || location.origin));
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

async function readJson(url) {
  const response = await answer(url);
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body);
  if (body === null || typeof body !== "object") throw new ApiError(0);
  return body;
}

async function answer(url) {
  try {
    // Older in-app browsers have no AbortSignal.timeout: they wait as long as the network does.
    return await fetch(url, { signal: AbortSignal.timeout?.(TIMEOUT_MS) });
  } catch {
    throw new ApiError(0);
  }
}
