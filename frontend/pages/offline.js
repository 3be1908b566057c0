/** Pages for when there is no network: kept by a worker, which begins once a page answers. */
import { askedOrigin } from "../api/client.js";
import { workerUrl } from "../lib/html.js";

/** A browser that has no worker, or lets none be here, does without. */
export async function keepOffline(site) {
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker || connection?.saveData || window !== window.top) return;
  let told = null;
  const tell = (worker) => {
    if (!worker || worker === told) return;
    told = worker;
    worker.postMessage({ site, api: askedOrigin(), path: location.pathname + location.search });
  };
  // One that takes the place of another in this visit has nothing yet.
  serviceWorker.addEventListener("controllerchange", () => tell(serviceWorker.controller));
  await serviceWorker.register(workerUrl());
  tell((await serviceWorker.ready).active);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && told) told.postMessage({ pictures: shownPictures() });
  });
}

/** What was fetched and looked at: to keep it costs nothing. */
function shownPictures() {
  return [...document.querySelectorAll("main img")].filter(({ complete, naturalWidth }) => complete && naturalWidth).map(({ currentSrc }) => currentSrc);
}
