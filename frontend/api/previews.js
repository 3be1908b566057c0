/** Previews of the API, by the token that opens them. */
import { get, having } from "./client.js";

/** `get_preview`: `{type, object, expires_at}`, the object by the schema of the delivery API; else an ApiError 404. */
export async function getPreview(token) {
  return having(await get(`/authoring/v1/previews/${encodeURIComponent(token)}`), "type", "object", "expires_at");
}
