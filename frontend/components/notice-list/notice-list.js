/** The notices in force, as the API orders them: emergencies and pinned ones first. */
import { noticeUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { mark } from "../mark/mark.js";

/** Nothing when there are none. */
export function noticeList(notices, i18n) {
  return notices.length > 0 && html`
    <section class="panel" aria-labelledby="notices-title">
      <h2 class="panel__title" id="notices-title">${i18n.t("notices.title")}</h2>
      <ul class="notice-list">${notices.map((notice) => item(notice, i18n))}</ul>
    </section>`;
}

export { noticeUrl };

/** A word for what must be read first; nothing for the usual. */
export function urgencyMark(urgency, { t }) {
  return urgency !== "normal" && mark(urgency, t(`urgency.${urgency}`));
}

function item(notice, i18n) {
  return html`
    <li class="notice-list__item">
      <p class="notice-list__facts">
        ${urgencyMark(notice.urgency, i18n)}
        ${notice.number && html`<span>${i18n.t("notice.number_short", { number: notice.number })}</span>`}
        ${day(notice, i18n)}
      </p>
      <a href="${noticeUrl(notice)}">${notice.title}</a>
    </li>`;
}

/** The day on the paper; where it is not known, that of its publication. */
function day({ issued_on: issued, published_at: at }, { formatDay, formatDate }) {
  return html`<time datetime="${issued ?? at}">${issued ? formatDay(issued) : formatDate(at)}</time>`;
}
