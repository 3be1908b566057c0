/** Legal documents in a list: what each is, whether it holds, what it is about. Pure. */
import { legalDocumentUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { withQuery } from "../../lib/query.js";
import { mark } from "../mark/mark.js";

export const PAGE = "/van-ban";
const COLOURS = { not_yet: "important", partly: "changed", expired: "expired", replaced: "expired" };

/** The page of those that are asked for, on this site, whatever host these pages are on. */
export function legalDocumentsUrl({ text, form, status, field, issuer, issued_from: from, issued_to: to, cursor }) {
  return withQuery(PAGE, { q: text, loai: form, "tinh-trang": status, "linh-vuc": field, "co-quan": issuer, tu: from, den: to, cursor });
}

/** `Quyết định 03/2026/QĐ-UBND`; empty where neither is known. */
export function nameOf({ form, number }) {
  return [form, number].filter(Boolean).join(" ");
}

/** Whether it holds, in a word; nothing where nobody can tell. */
export function statusMark(status, { t }) {
  return status && mark(COLOURS[status] ?? "in-force", t(`legal.status.${status}`));
}

export function legalItems(documents, i18n) {
  return documents.map((paper) => html`
    <li class="legal-list__item">
      <p class="legal-list__facts">${name(paper, i18n)} ${statusMark(paper.status, i18n)}</p>
      <h2 class="legal-list__title"><a href="${legalDocumentUrl(paper)}"${i18n.lang(paper.language)}>${paper.title}</a></h2>
      <p class="legal-list__facts">${facts(paper, i18n).map(([words, own]) => words && html`<span${own}>${words}</span>`)}</p>
    </li>`);
}

function name(paper, { t, lang }) {
  return html`<strong class="legal-list__name"${lang()}>${nameOf(paper) || t("legal.unnamed")}</strong>`;
}

/** The day on the paper; where it is not known, that of its publication. */
function facts({ issued_on: issued, published_at: at, issuer, field, effective_on: since, status }, { t, lang, formatDay, formatDate }) {
  return [
    [html`<time datetime="${issued ?? at}">${issued ? formatDay(issued) : formatDate(at)}</time>`],
    [issuer, lang()],
    [field, lang()],
    [status === "not_yet" && since && t("legal.since", { date: formatDay(since) })],
  ];
}
