/** Notices as the API orders them, emergencies and pinned ones first: the block of a home page, and the items of a page. */
import { noticeUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { mark } from "../mark/mark.js";

/** Nothing when there are none. */
export function noticeList(notices, i18n) {
  return notices.length > 0 && html`
    <section class="panel" aria-labelledby="notices-title">
      <h2 class="panel__title" id="notices-title">${i18n.t("notices.title")}</h2>
      <ul class="notice-list">${briefNotices(notices, i18n)}</ul>
      <p class="notice-list__more"><a href="/thong-bao">${i18n.t("notices.more")}</a></p>
    </section>`;
}

/** The items of a block. */
export function briefNotices(notices, i18n) {
  return notices.map((notice) => html`
    <li class="notice-list__item">
      ${facts(notice, i18n)}
      <a href="${noticeUrl(notice)}"${i18n.lang(notice.language)}>${notice.title}</a>
    </li>`);
}

/** The items of a page of its own: a heading each, who issued it, and since and until when it holds. */
export function noticeItems(notices, i18n) {
  return notices.map((notice) => html`
    <li class="notice-list__item">
      ${facts(notice, i18n)}
      <h2 class="notice-list__title"><a href="${noticeUrl(notice)}"${i18n.lang(notice.language)}>${notice.title}</a></h2>
      <p class="notice-list__facts">${validity(notice, i18n).map(([words, own]) => words && html`<span${own}>${words}</span>`)}</p>
    </li>`);
}

/** A word for what must be read first; nothing for the usual. */
export function urgencyMark(urgency, { t }) {
  return urgency !== "normal" && mark(urgency, t(`urgency.${urgency}`));
}

function facts(notice, i18n) {
  return html`
    <p class="notice-list__facts">
      ${urgencyMark(notice.urgency, i18n)}
      ${notice.active === false && mark("expired", i18n.t("notice.expired"))}
      ${notice.number && html`<span>${i18n.t("notice.number_short", { number: notice.number })}</span>`}
      ${day(notice, i18n)}
    </p>`;
}

function validity({ kind, issuer, effective_on: since, expires_at: until, active }, { t, lang, formatDate, formatDay, formatTime }) {
  const end = until && { time: formatTime(until), date: formatDate(until) };
  return [
    [kind, lang()],
    [issuer, lang()],
    [since && t("notices.since", { date: formatDay(since) })],
    [end && (active === false ? t("notices.ended", end) : t("notices.until", end))],
  ];
}

/** The day on the paper; where it is not known, that of its publication. */
function day({ issued_on: issued, published_at: at }, { formatDay, formatDate }) {
  return html`<time datetime="${issued ?? at}">${issued ? formatDay(issued) : formatDate(at)}</time>`;
}
