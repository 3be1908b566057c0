/** A screen that could not be shown, and one sentence of a refusal. */
import { html } from "../../lib/html.js";

export function problemView(error, i18n) {
  const { t } = i18n;
  return html`
    <h1>${error.status === 404 ? t("problem.nowhere") : t("problem.title")}</h1>
    <p>${problemWords(error, i18n)}</p>
    <p><a href="/desk/">${t("problem.back")}</a></p>`;
}

/** What went wrong in a sentence for people. */
export function problemWords(error, { t }) {
  if (error.status === 0) return t("problem.offline");
  const first = error.problem?.errors?.[0];
  if (error.status === 422 && first) return first.detail_vi ?? first.detail;
  return error.problem?.detail ?? error.problem?.title ?? t("problem.title");
}
