/** One whole notice: its message first, then who signed it, since and until when, and its files. Pure. */
import { html } from "../../lib/html.js";
import { articleBody } from "../article-body/article-body.js";
import { attachmentList } from "../attachment-list/attachment-list.js";
import { correctionList } from "../corrections/corrections.js";
import { mark } from "../mark/mark.js";
import { urgencyMark } from "../notice-list/notice-list.js";
import { rating } from "../rating/rating.js";
import { shareBar } from "../share/share.js";
import { changed } from "../updated/updated.js";

/** `api` is where the API draws the code that leads from paper to this page. */
export function noticeView(notice, i18n, api) {
  const lang = i18n.lang(notice.language);
  const text = notice.body?.html;
  const files = attachmentList(notice.attachments, i18n);
  return html`
    <article class="notice notice--${notice.urgency}" data-text>
      <header>
        <p class="notice__marks">${marks(notice, i18n)}</p>
        <h1 class="notice__title"${lang}>${notice.title}</h1>
        ${expiry(notice, i18n)}
      </header>
      ${text && html`<div class="article-body"${lang}>${articleBody(text, notice.images ?? [], i18n)}</div>`}
      ${!text && files}
      ${shareBar(notice.url, i18n)}
      <dl class="notice__facts">${facts(notice, i18n)}</dl>
      ${text && files}
      ${correctionList(notice.corrections, i18n)}
      ${rating(notice, i18n)}
      ${notice.url && paperFoot(notice, api, i18n)}
    </article>`;
}

function marks({ kind, urgency, active }, i18n) {
  return html`
    <span class="notice__kind"${kind && i18n.lang()}>${kind ?? i18n.t("notices.title")}</span>
    ${urgencyMark(urgency, i18n)}
    ${active === false && mark("expired", i18n.t("notice.expired"))}`;
}

/** On paper alone: who signed, and the way to what holds now. Fetched with the page, so that it is there when it is printed. */
function paperFoot({ id, url, signer, signer_title: role }, api, { t, lang }) {
  return html`
    <footer class="paper">
      <p class="paper__code"><img src="${api}/v1/notices/${id}/qr.svg" width="120" height="120" alt="" fetchpriority="low" data-code>
        <span>${t("paper.code")}<br>${url}</span></p>
      ${signer && html`<p class="paper__signer">${role && html`<strong${lang()}>${role}</strong><br>`}<i>(${t("paper.signed")})</i><br><br><strong${lang()}>${signer}</strong></p>`}
    </footer>`;
}

/** Of a copy the mark alone says so: this would move what is read. */
function expiry({ active, hasEnded, expires_at: at }, { t, formatTime, formatDate }) {
  if (active !== false || hasEnded) return null;
  const moment = at && t("notice.expired_at", { time: formatTime(at), date: formatDate(at) });
  return html`<p class="notice__expired">${moment} ${t("notice.expired_text")}</p>`;
}

function facts(notice, i18n) {
  const { t, lang, formatDate, formatDay, formatNumber, formatTime } = i18n;
  const { expires_at: expires, signer, signer_title: role } = notice;
  const rows = [
    [t("notice.number"), notice.number],
    [t("notice.issuer"), notice.issuer, lang()],
    [t("notice.signer"), [signer, role].filter(Boolean).join(", "), lang()],
    [t("notice.issued"), formatDay(notice.issued_on)],
    [t("notice.effective"), formatDay(notice.effective_on)],
    [t("notice.expires"), expires && `${formatTime(expires)} ${formatDate(expires)}`],
    [t("notice.areas"), notice.areas?.join(", "), lang()],
    [t("notice.published"), formatDate(notice.published_at)],
    [t("page.updated"), changed(notice, i18n)],
    [t("notice.views"), typeof notice.views === "number" && formatNumber(notice.views), null, html` class="on-screen"`],
  ];
  return rows.map(([label, value, own, where]) => value && html`<div${where}><dt>${label}</dt><dd${own}>${value}</dd></div>`);
}
