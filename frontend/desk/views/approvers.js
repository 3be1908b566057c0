/** Who can help where somebody may not go on alone. */
import { html } from "../../lib/html.js";

/** `approvers` are names; null where nobody is needed. */
export function approversView(approvers, { t }) {
  return approvers && html`<p>${approvers.length ? t("approvers.named", { names: approvers.join(", ") }) : t("approvers.none")}</p>`;
}
