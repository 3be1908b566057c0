/** Passkeys: made and taken away on the own account, and a way in beside the password. */
import { html, setHtml } from "../../lib/html.js";
import { ApiError } from "../api/client.js";
import { beginEntry, beginPasskey, enterByPasskey, keepPasskey, passkeys, removePasskey } from "../api/people.js";
import { hasPasskeys, makePasskey, usePasskey } from "../lib/passkeys.js";
import { passkeysView } from "../views/passkeys.js";
import { ask } from "./dialog.js";
import { onPress, onSubmit } from "./forms.js";
import { part } from "./frame.js";

/** How browsers call it, in words of ours; whatever else went wrong is one sentence. */
const REFUSALS = { NotAllowedError: "passkeys.not_done", InvalidStateError: "passkeys.known" };

export async function passkeysPart(i18n) {
  const { items } = await passkeys();
  setHtml(part("passkeys"), passkeysView(items, hasPasskeys(), i18n));
  onSubmit("new-passkey", i18n, async ({ name }) => {
    const made = await byBrowser(makePasskey, await beginPasskey(), i18n);
    await keepPasskey(name.trim() || i18n.t("passkeys.this_one"), made);
    await passkeysPart(i18n);
    part("passkeys").querySelector("[role=status]").textContent = i18n.t("passkeys.added");
  });
  for (const button of part("passkeys").querySelectorAll("[data-remove-passkey]")) {
    onPress(button, "passkeys", i18n, () => remove(button.dataset.removePasskey, i18n));
  }
}

/** `goOn` leads on whoever is in; `isOwn` says whether it is their own machine. */
export function passkeyDoor(i18n, isOwn, goOn) {
  onPress(part("passkey"), "sign-in", i18n, async () => {
    await enterByPasskey(await byBrowser(usePasskey, await beginEntry(), i18n), isOwn());
    goOn();
  });
}

async function remove(id, i18n) {
  const { t } = i18n;
  if (!(await ask({ title: t("passkeys.remove_sure"), content: html`<p>${t("passkeys.remove_lead")}</p>`, go: t("passkeys.remove_go") }, i18n))) return;
  await removePasskey(id);
  await passkeysPart(i18n);
}

async function byBrowser(work, options, { t }) {
  return work(options).catch((error) => {
    throw new ApiError(400, { detail: t(REFUSALS[error.name] ?? "passkeys.failed") });
  });
}
