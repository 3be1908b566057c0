/** The page of all legal documents: words, form, status and days to choose by, and what there is. Pure. */
import { DAY } from "../../lib/dates.js";
import { html } from "../../lib/html.js";
import { legalDocumentsUrl, legalItems, PAGE } from "../legal-list/legal-list.js";
import { onward } from "../paging/paging.js";

export const STATUSES = ["in_force", "not_yet", "partly", "expired", "replaced"];
/** Those that a commune issues (Decree 30/2020/ND-CP, article 7); others are found by their words. */
const FORMS = ["Nghị quyết", "Quyết định", "Chỉ thị", "Kế hoạch", "Chương trình", "Thông báo", "Hướng dẫn", "Báo cáo", "Tờ trình", "Công văn"];

/** What a query asks for, as the API calls it and in the order in which it is asked; null where it says nothing. */
export function choiceOf({ q, loai, "tinh-trang": status, "linh-vuc": field, "co-quan": issuer, tu: from, den: to, cursor }) {
  return {
    text: q?.trim() || null,
    form: loai || null,
    status: STATUSES.includes(status) ? status : null,
    field: field || null,
    issuer: issuer || null,
    issued_from: DAY.test(from) ? from : null,
    issued_to: DAY.test(to) ? to : null,
    cursor: cursor || null,
  };
}

/** `page` is the API's answer to that choice. */
export function legalDocumentsView({ items, next }, choice, i18n) {
  const { t } = i18n;
  return html`
    <div class="legal-documents">
      <h1 class="page-title">${t("legal.title")}</h1>
      ${form(choice, i18n)}
      ${items.length ? html`<ul class="legal-list">${legalItems(items, i18n)}</ul>` : empty(choice, t)}
      ${onward((cursor) => legalDocumentsUrl({ ...choice, cursor }), next, choice.cursor, { title: t("legal.pages"), more: t("legal.older") }, i18n)}
    </div>`;
}

function form(choice, { t, lang, languageField }) {
  return html`
    <form class="legal-form" action="${PAGE}">${languageField}
      ${kept("linh-vuc", choice.field)}${kept("co-quan", choice.issuer)}
      <p class="legal-form__words"><label for="vb-q">${t("legal.words")}</label>
        <input id="vb-q" name="q" type="search" maxlength="200" value="${choice.text}"></p>
      <p><label for="vb-loai">${t("legal.form")}</label>
        <select id="vb-loai" name="loai">${option("", t("legal.all"), choice.form)}${forms(choice).map((each) => option(each, each, choice.form, lang()))}</select></p>
      <p><label for="vb-tinh-trang">${t("legal.state")}</label>
        <select id="vb-tinh-trang" name="tinh-trang">${option("", t("legal.all"), choice.status)}${
          STATUSES.map((each) => option(each, t(`legal.status.${each}`), choice.status))}</select></p>
      <p><label for="vb-tu">${t("legal.from")}</label> <input id="vb-tu" name="tu" type="date" value="${choice.issued_from}"></p>
      <p><label for="vb-den">${t("legal.to")}</label> <input id="vb-den" name="den" type="date" value="${choice.issued_to}"></p>
      <p class="legal-form__send"><button class="button">${t("legal.find")}</button>
        ${isFiltered(choice) && html`<a href="${PAGE}">${t("legal.unfiltered")}</a>`}</p>
      ${(choice.field || choice.issuer) && html`<p class="legal-form__kept">${[choice.field, choice.issuer].filter(Boolean).join(" · ")}</p>`}
    </form>`;
}

/** What links have chosen stays chosen. */
function kept(name, value) {
  return value && html`<input type="hidden" name="${name}" value="${value}">`;
}

function option(value, words, chosen, lang = null) {
  return html`<option value="${value}"${value === (chosen ?? "") && html` selected`}${lang}>${words}</option>`;
}

/** One that an address names is among them, whatever it is. */
function forms({ form: chosen }) {
  return !chosen || FORMS.includes(chosen) ? FORMS : [chosen, ...FORMS];
}

function empty(choice, t) {
  return html`<p class="legal-documents__empty">${t(isFiltered(choice) ? "legal.none_such" : "legal.none")}</p>`;
}

function isFiltered({ cursor, ...choice }) {
  return Object.values(choice).some(Boolean);
}
