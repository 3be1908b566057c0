/** What stands in the place of content: withdrawn, or the API out of reach. Never blank. */
import { html } from "../../lib/html.js";

const REASONS = ["error", "superseded", "expired", "personal_data", "other"];

/** 410: what was here was taken down. `problem` is the API's answer, `newer` is `{href, title}` of what is in its place. */
export function withdrawnState(problem, newer, i18n) {
  const { t } = i18n;
  return state(t("withdrawn.title"), html`
    ${withdrawnWords(problem ?? {}, i18n)}
    ${newer && html`<p>${t("withdrawn.newer")}: <a href="${newer.href}">${newer.title}</a></p>`}
    ${homeLink(t)}`);
}

/** Why and when. */
export function withdrawnWords({ reason, public_note: note, withdrawn_at: at }, { t, formatDate }) {
  return html`
    <p>${t("withdrawn.text")}</p>
    ${REASONS.includes(reason) && html`<p>${t("withdrawn.reason")}: ${t(`withdrawn.reason.${reason}`)}</p>`}
    ${note && html`<p>${note}</p>`}
    ${at && html`<p>${t("withdrawn.at")}: <time datetime="${at}">${formatDate(at)}</time></p>`}`;
}

/** No answer, or one that makes no sense. The button is wired by the page. */
export function unreachableState({ t }) {
  return state(t("unreachable.title"), html`
    <p>${t("unreachable.text")}</p>
    <p data-unreachable><button type="button" class="button later" data-retry>${t("unreachable.retry")}</button></p>
    ${homeLink(t)}`);
}

/** What is there is kept, and said to be old. The button is wired by the page. */
export function keptNote({ t }) {
  return html`
    <div class="kept" role="status" data-kept>
      <p>${t("kept.text")}</p>
      <p><button type="button" class="button" data-retry>${t("unreachable.retry")}</button></p>
    </div>`;
}

export function state(title, content) {
  return html`
    <section class="page-state" role="alert">
      <h1 class="page-state__title">${title}</h1>
      ${content}
    </section>`;
}

export function homeLink(t) {
  return html`<p><a href="/">${t("state.home")}</a></p>`;
}
