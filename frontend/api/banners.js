/** Banners of the API: one function per operationId. */
import { get, having } from "./client.js";

/** `list_banners`: those that show now, in their order. `{items: [banner]}`. */
export async function listBanners(parameters) {
  return having(await get("/v1/banners", parameters), "items");
}
