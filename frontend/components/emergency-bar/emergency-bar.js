/** What must be known at once, on every page, for as long as it holds. Pure. */
import { noticeUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";

/** Nothing when nothing of it holds at `now`. Whoever has read it can fold it; on the page of one, `path`, the others are folded. */
export function emergencyBar(notices, now, i18n, path = null) {
  const holding = notices.filter((notice) => holds(notice, now));
  const others = holding.filter((notice) => noticeUrl(notice) !== path);
  return others.length ? html`
    <section class="emergency" aria-label="${i18n.t("emergency.title")}">
      <details class="wrap"${others.length === holding.length && html` open`}>
        <summary class="emergency__mark">${i18n.t("urgency.emergency")}</summary>
        <ul class="emergency__list">${others.map((notice) => item(notice, i18n))}</ul>
      </details>
    </section>` : html``;
}

/** The moments at which the bar has to change. */
export function endings(notices) {
  return notices.map(({ expires_at: at }) => Date.parse(at ?? "")).filter((time) => !Number.isNaN(time));
}

function holds({ expires_at: at }, now) {
  return !at || Date.parse(at) > now;
}

function item(notice, { lang }) {
  return html`<li><a href="${noticeUrl(notice)}"${lang(notice.language)}>${notice.title}</a></li>`;
}
