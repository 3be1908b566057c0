/** One whole legal document: what it is, whether it holds, what replaces it, its files and its text. Pure. */
import { legalDocumentUrl } from "../../lib/addresses.js";
import { html, safeUrl } from "../../lib/html.js";
import { articleBody } from "../article-body/article-body.js";
import { attachmentList } from "../attachment-list/attachment-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { correctionList } from "../corrections/corrections.js";
import { legalDocumentsUrl, nameOf, PAGE, statusMark } from "../legal-list/legal-list.js";
import { rating } from "../rating/rating.js";
import { shareBar } from "../share/share.js";
import { changed } from "../updated/updated.js";

const RELATIONS = ["replaced_by", "replaces", "amended_by", "amends"];

export function legalDocumentView(paper, i18n) {
  const { t, lang } = i18n;
  return html`
    <article class="legal" data-text>
      ${breadcrumb([{ href: PAGE, words: t("legal.title") }], i18n)}
      <header>
        <p class="legal__marks"><span${lang()}>${nameOf(paper) || t("legal.unnamed")}</span> ${statusMark(paper.status, i18n)}</p>
        <h1 class="legal__title"${lang(paper.language)}>${paper.title}</h1>
        <dl class="legal__facts">${facts(paper, i18n)}</dl>
        ${shareBar(paper.url, i18n)}
      </header>
      ${RELATIONS.map((name) => relation(name, paper[name] ?? [], i18n))}
      ${attachmentList(paper.attachments, i18n)}
      ${paper.body?.html && html`<div class="article-body"${lang(paper.language)}>${articleBody(paper.body.html, paper.images ?? [], i18n)}</div>`}
      ${paper.external_url && html`<p><a href="${safeUrl(paper.external_url)}" rel="noopener">${t("legal.original")}</a></p>`}
      ${correctionList(paper.corrections, i18n)}
      ${rating(paper, i18n)}
    </article>`;
}

function relation(name, documents, { t, lang }) {
  return documents.length > 0 && html`
    <section class="legal__relation legal__relation--${name}">
      <h2>${t(`legal.${name}`)}</h2>
      <ul>${documents.map((each) => html`
        <li${lang()}><a href="${legalDocumentUrl(each)}">${[nameOf(each), each.title].filter(Boolean).join(": ")}</a></li>`)}</ul>
    </section>`;
}

function facts(paper, i18n) {
  const { t, lang, formatDate, formatDay, formatNumber } = i18n;
  const { signer, signer_title: role, issuer, field, scope } = paper;
  const rows = [
    [t("notice.number"), paper.number],
    [t("legal.form"), paper.form, lang()],
    [t("notice.issuer"), issuer && html`<a href="${legalDocumentsUrl({ issuer })}">${issuer}</a>`, lang()],
    [t("notice.signer"), [signer, role].filter(Boolean).join(", "), lang()],
    [t("notice.issued"), paper.issued_on && formatDay(paper.issued_on)],
    [t("notice.effective"), paper.effective_on && formatDay(paper.effective_on)],
    [t("legal.ends"), paper.expired_on && formatDay(paper.expired_on)],
    [t("legal.field"), field && html`<a href="${legalDocumentsUrl({ field })}">${field}</a>`, lang()],
    [t("legal.scope"), scope && t(`legal.scope.${scope}`)],
    [t("notice.published"), formatDate(paper.published_at)],
    [t("page.updated"), changed(paper, i18n)],
    [t("notice.views"), typeof paper.views === "number" && formatNumber(paper.views), null, html` class="on-screen"`],
  ];
  return rows.map(([label, value, own, where]) => value && html`<div${where}><dt>${label}</dt><dd${own}>${value}</dd></div>`);
}
