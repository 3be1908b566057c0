/** Hands an address on: by what the phone has for that (Zalo among it), else by the clipboard. */
import { say } from "./frame.js";

export async function share({ title, url }, { t }) {
  if (navigator.share) return navigator.share({ title, url }).catch(() => null);
  const isCopied = await navigator.clipboard.writeText(url).then(() => true, () => false);
  return say(isCopied ? t("share.copied") : url);
}
