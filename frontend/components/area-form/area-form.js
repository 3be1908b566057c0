/** Where somebody lives, and whether this device is told of notices: what only a script can ask. Pure. */
import { html } from "../../lib/html.js";

/** What the device keeps: which area is mine, and whether it is told of notices. */
export function areaForm(areas, mine, { t, lang }) {
  return html`
    <p class="my-area__form">
      <label for="my-area">${t("area.mine")}</label>
      <select id="my-area" data-area-choice>
        <option value="">${t("area.none")}</option>
        ${areas.map((area) => html`<option${area === mine && html` selected`}${lang()}>${area}</option>`)}
      </select>
      <small>${t("area.kept")}</small>
    </p>
    <div class="my-area__push"></div>`;
}

/** `state` is what this browser can and does: on, off, denied, or none. */
export function pushChoice(state, mine, { t }) {
  if (state === "off") return html`<button type="button" class="button" data-push-on>${mine ? t("push.off_area", { area: mine }) : t("push.off")}</button>`;
  if (state !== "on") return html`<p>${t(`push.${state}`)}</p>`;
  return html`
    <p>${mine ? t("push.on_area", { area: mine }) : t("push.on")}</p>
    <button type="button" class="button" data-push-off>${t("push.stop")}</button>`;
}
