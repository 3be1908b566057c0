/** Passkeys: made and taken away on the own account, and a way in beside the password. */
import { setHtml } from "../../lib/html.js";
import { ApiError, call, get } from "../api/client.js";
import { hasPasskeys, makePasskey, usePasskey } from "../lib/passkeys.js";
import { passkeysView } from "../views/account.js";
import { isSure } from "./dialog.js";
import { onPress, onSubmit } from "./forms.js";
import { part } from "./frame.js";

const MINE = "/me/passkeys";

export async function passkeysPart(i18n) {
  const place = part("passkeys");
  setHtml(place, passkeysView((await get(MINE)).items, hasPasskeys(), i18n));
  onSubmit("new-passkey", i18n, async ({ name }) => {
    const credential = await byBrowser(makePasskey, MINE, i18n);
    await call("POST", MINE, { body: { name: name.trim() || i18n.t("passkeys.this_one"), credential } });
    await passkeysPart(i18n);
  });
  for (const button of place.querySelectorAll("[data-remove-passkey]")) {
    onPress(button, "passkeys", i18n, () => remove(button.dataset.removePasskey, i18n));
  }
}

export function passkeyDoor(i18n, isOwn, goOn) {
  onPress(part("passkey"), "sign-in", i18n, async () => {
    const credential = await byBrowser(usePasskey, "/session/passkey", i18n);
    await call("POST", "/session/passkey", { body: { credential, own_device: isOwn() } });
    await goOn();
  });
}

async function remove(id, i18n) {
  if (!(await isSure("passkeys.remove_sure", i18n))) return;
  await call("DELETE", `${MINE}/${id}`);
  await passkeysPart(i18n);
}

async function byBrowser(work, path, { t }) {
  const options = await call("POST", `${path}/options`);
  return work(options).catch(() => {
    throw new ApiError(400, { detail: t("passkeys.not_done") });
  });
}
