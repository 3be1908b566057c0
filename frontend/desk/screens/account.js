/** The own account: the password, the second factor and its recovery codes, passkeys. */
import { setHtml } from "../../lib/html.js";
import { beginCodes, changeMe, confirmCodes, removeCodes, renewCodes } from "../api/people.js";
import { accountView, enrolView, recoveryView } from "../views/account.js";
import { isSure } from "./dialog.js";
import { onPress, onSubmit } from "./forms.js";
import { part, show } from "./frame.js";
import { passkeysPart } from "./passkeys.js";

export async function accountScreen(i18n, person) {
  show(accountView(person, i18n), i18n);
  onPress(part("begin"), "codes", i18n, () => enrol(i18n));
  onPress(part("renew"), "codes", i18n, async () => showCodes(await renewCodes(), i18n));
  onPress(part("remove"), "codes", i18n, () => remove(i18n));
  onSubmit("password", i18n, async (said) => {
    await changeMe({ current_password: said.current_password, password: said.password });
    part("password").reset();
    part("done").textContent = i18n.t("account.password_done");
  });
  await passkeysPart(i18n);
}

async function enrol(i18n) {
  const place = part("codes");
  setHtml(place, enrolView(await beginCodes(), i18n));
  onSubmit("enrol", i18n, async ({ code }) => showCodes(await confirmCodes(code.replace(/\s/g, "")), i18n));
  place.querySelector("input").focus();
}

/** They are seen this once. */
function showCodes({ recovery_codes: codes }, i18n) {
  setHtml(part("codes"), recoveryView(codes, i18n));
  part("print").addEventListener("click", () => print());
  part("print").focus();
}

async function remove(i18n) {
  if (!(await isSure("account.remove_sure", i18n))) return;
  await removeCodes();
  location.reload();
}
