/** Who is told of notices on a device: one function per operationId. */
import { answer, ApiError, get, having, urlOf } from "./client.js";

/** `get_descriptor`: by which key to subscribe, null where nobody is told. */
export async function pushKey() {
  return having(await get("/v1"), "vapid_public_key").vapid_public_key;
}

/** `create_push_subscription`: `{endpoint, keys, site, areas}`. */
export function createPushSubscription(said) {
  return write("POST", "/v1/push/subscriptions", said);
}

/** `delete_push_subscription`. */
export function deletePushSubscription(endpoint) {
  return write("DELETE", "/v1/push/subscriptions", { endpoint });
}

async function write(method, path, message) {
  const headers = { "content-type": "application/json" };
  const { ok, status } = await answer(urlOf(path), null, { method, headers, body: JSON.stringify(message) });
  if (!ok) throw new ApiError(status);
}
