/** What the address of a page says, and what it is to say from here on. */
import { ApiError } from "../api/client.js";

/** The last part of the path: the slug of an article or a notice. */
export function slugOf(path) {
  const last = path.split("/").filter(Boolean).slice(1).pop() || "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** What a query names, by name: the first of each. */
export function queryOf(search) {
  const given = {};
  for (const [name, value] of new URLSearchParams(search)) if (!(name in given)) given[name] = value;
  return given;
}

/** An old slug was followed by the API: what is shared from here on is the new one. */
export function keepCurrentAddress(current) {
  if (location.pathname !== current) history.replaceState(null, "", current + location.search + location.hash);
}

/** For `catch`: a withdrawn item tells the id of the one in its place, and `load(id)` gives that one's `{href, title}`. */
export function withNewer(load) {
  return async (error) => {
    const id = error.status === 410 && error.problem?.superseded_by;
    if (id) error.newer = await load(id).catch(() => null);
    throw error;
  };
}

/** For `catch`: where the address itself is what the API refuses, nothing is to be found at it. */
export function refusedAsMissing(error) {
  throw error.status === 400 ? new ApiError(404) : error;
}
