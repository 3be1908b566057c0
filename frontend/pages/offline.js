/** Pages for when there is no network: kept by a worker, which begins once a page answers. */
import { askedOrigin } from "../api/client.js";
import { workerUrl } from "../lib/html.js";

/** A browser that has no worker, or lets none be here, does without. */
export async function keepOffline(site) {
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker || connection?.saveData || window !== window.top) return;
  await serviceWorker.register(workerUrl());
  const { active } = await serviceWorker.ready;
  active.postMessage({ site, api: askedOrigin(), path: location.pathname + location.search });
}
