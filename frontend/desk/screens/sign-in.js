/** Signs somebody in, and leads to where they were going. */
import { ApiError } from "../api/client.js";
import { me, showCode, signIn } from "../api/people.js";
import { hasPasskeys } from "../lib/passkeys.js";
import { barView } from "../views/bar.js";
import { codeView, signInView } from "../views/sign-in.js";
import { onSubmit } from "./forms.js";
import { main, part, show, showBar } from "./frame.js";
import { passkeyDoor } from "./passkeys.js";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

export function signInScreen(i18n) {
  showBar(barView(null, null, i18n), i18n);
  const isInsecure = location.protocol !== "https:" && !LOOPBACK.includes(location.hostname);
  show(signInView({ isNobody: "nobody" in document.body.dataset, isInsecure, hasPasskeys: hasPasskeys() }, i18n), i18n);
  onSubmit("sign-in", i18n, async ({ email, password, own_device: own }) => {
    const { mfa_required: needsCode } = await signIn(email.trim(), password, own === "on");
    if (needsCode) askCode(i18n);
    else await goOn(i18n);
  });
  passkeyDoor(i18n, () => part("sign-in").elements.own_device.checked, () => goOn(i18n));
  const first = main().querySelector("input");
  if (first) first.focus();
}

function askCode(i18n) {
  show(codeView(i18n), i18n);
  onSubmit("code", i18n, async ({ code }) => {
    await showCode(code.trim());
    await goOn(i18n);
  });
  main().querySelector("input").focus();
}

/**
 * Only within the desk, whatever an address was made to say. Some browsers keep no secure cookie without HTTPS, not from
 * this very machine either: they would be led back here without a word.
 */
async function goOn({ t }) {
  await me().catch(({ status }) => {
    if (status === 401) throw new ApiError(400, { detail: t("sign_in.not_kept") });
  });
  const wanted = new URLSearchParams(location.search).get("ve") ?? "";
  location.replace(/^\/desk\/[\w/?=&.-]*$/.test(wanted) ? wanted : "/desk/");
}
