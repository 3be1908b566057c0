/** Whether a text was useful: two buttons, and four reasons for whoever says no. It needs scripts. Pure. */
import { html } from "../../lib/html.js";

const REASONS = ["unclear", "incomplete", "outdated", "incorrect"];

/** Nothing for what is not public yet. */
export function rating({ url }, { t }) {
  return url && html`
    <fieldset class="rating" data-rating>
      <legend class="rating__title">${t("rating.title")}</legend>
      <div class="rating__choices">
        <button type="button" class="button" data-useful="true" aria-pressed="false">${t("rating.yes")}</button>
        <button type="button" class="button" data-useful="false" aria-pressed="false">${t("rating.no")}</button>
      </div>
      <fieldset data-reasons hidden>
        <legend>${t("rating.why")}</legend>
        <div class="rating__choices">${REASONS.map((each) => html`
          <button type="button" class="button" data-reason="${each}" aria-pressed="false">${t(`rating.${each}`)}</button>`)}</div>
      </fieldset>
      <div role="status" data-rating-status></div>
    </fieldset>`;
}
