/** Being told of notices by the push service that this browser has, as far as it has one. */
import { askedOrigin } from "../api/client.js";
import { createPushSubscription, deletePushSubscription, pushKey } from "../api/push.js";
import { pushChoice } from "../components/area-form/area-form.js";
import { setHtml, workerUrl } from "../lib/html.js";
import { keep, kept } from "./reader.js";

/** Shows in `place` what can be chosen; what was chosen before is said again where it has changed. */
export async function offer(place, asked, i18n) {
  const show = (state) => {
    setHtml(place, pushChoice(state, asked.mine, i18n));
    wire("[data-push-on]", () => turnOn(asked));
    wire("[data-push-off]", turnOff);
  };
  const wire = (name, act) => {
    const button = place.querySelector(name);
    if (button) button.onclick = async () => {
      button.disabled = true;
      show(await act().catch(failed));
      place.querySelector("button")?.focus();
    };
  };
  try {
    if (!isAble()) return show("none");
    const key = await pushKey();
    if (!key) return setHtml(place, pushChoice("nowhere", null, i18n));
    show(await stateNow(asked, key));
  } catch {
    // Without an answer there is nothing to choose.
  }
}

function isAble() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

function failed({ status }) {
  return status === 429 ? "busy" : "failed";
}

async function stateNow(asked, key) {
  const found = await subscription();
  if (!found) return "off";
  if (toldOf(found, asked) !== kept("told") || !hasKey(found, key)) await turnOn(asked);
  return "on";
}

async function subscription() {
  const registration = await navigator.serviceWorker.getRegistration();
  return registration ? registration.pushManager.getSubscription() : null;
}

/** Who was subscribed by another key is so anew: the service takes no message by the new one for the old. */
async function turnOn(asked) {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const key = await pushKey();
  await navigator.serviceWorker.register(workerUrl());
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  if (before && !hasKey(before, key)) await before.unsubscribe();
  const found = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  const { endpoint, keys } = found.toJSON();
  await createPushSubscription({ endpoint, keys, site: asked.site, areas: asked.mine ? [asked.mine] : [] });
  keep("told", toldOf(found, asked));
  await tellWorker({ api: askedOrigin(), site: asked.site, areas: asked.mine ? [asked.mine] : [], key });
  return "on";
}

/** The browser's own end first: from then on nothing comes, whoever hears of it. */
async function turnOff() {
  const found = await subscription();
  if (found) await found.unsubscribe();
  keep("told", null);
  await tellWorker(null);
  if (found) await deletePushSubscription(found.endpoint).catch(() => {});
  return "off";
}

/** It says so again by itself where the push service changes the address of this device. */
async function tellWorker(told) {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ told });
}

function hasKey({ options }, key) {
  const own = options && options.applicationServerKey;
  return !own || String(new Uint8Array(own)) === String(bytesOf(key));
}

function bytesOf(key) {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function toldOf({ endpoint }, { site, mine }) {
  return JSON.stringify([endpoint, site, mine]);
}
