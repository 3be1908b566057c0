/** What must be known at once, on every page, for as long as it holds. Pure. */
import { noticeUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";

/** Nothing when nothing of it holds at `now`. */
export function emergencyBar(notices, now, i18n) {
  const holding = notices.filter((notice) => holds(notice, now));
  return holding.length ? html`
    <section class="emergency" aria-label="${i18n.t("emergency.title")}">
      <ul class="wrap emergency__list">${holding.map((notice) => item(notice, i18n))}</ul>
    </section>` : html``;
}

/** The moments at which the bar has to change. */
export function endings(notices) {
  return notices.map(({ expires_at: at }) => Date.parse(at ?? "")).filter((time) => !Number.isNaN(time));
}

function holds({ expires_at: at }, now) {
  return !at || Date.parse(at) > now;
}

function item(notice, { t, lang }) {
  return html`
    <li><strong class="emergency__mark">${t("urgency.emergency")}</strong>
      <a href="${noticeUrl(notice)}"${lang(notice.language)}>${notice.title}</a></li>`;
}
