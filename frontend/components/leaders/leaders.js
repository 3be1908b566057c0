/** Who leads the commune: position, body, term, what each is in charge of, and a short biography. Pure. */
import { html } from "../../lib/html.js";
import { withQuery } from "../../lib/query.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { LEADERS, official } from "../officials/officials.js";
import { onward } from "../paging/paging.js";

/** `page` is `{items, next}`, `cursor` by what it was asked for. */
export function leadersView(page, cursor, i18n) {
  const { t } = i18n;
  return html`
    ${breadcrumb([{ href: "/lien-he", words: t("menu.contact") }], i18n)}
    <h1 class="page-title">${t("leaders.title")}</h1>
    ${page.items.length ? html`<ul class="leaders">${page.items.map((each) => leader(each, i18n))}</ul>` : html`<p>${t("leaders.none")}</p>`}
    ${onward(urlOf, page.next, cursor, { title: t("leaders.pages"), more: t("leaders.further") }, i18n)}`;
}

function urlOf(cursor) {
  return withQuery(LEADERS, { cursor });
}

function leader(each, i18n) {
  const { name, unit, term, duties, biography } = each;
  const { t, lang } = i18n;
  const heading = html`<h2 class="official__name" id="${each.id}"${lang()}>${name}</h2>`;
  const more = html`
    ${unit && html`<p${lang()}>${unit}</p>`}
    ${term && html`<p>${t("leaders.term")}: <span${lang()}>${term}</span></p>`}
    ${part(t("leaders.duties"), duties, lang)}
    ${part(t("leaders.biography"), biography, lang)}`;
  return official(each, { heading, more }, i18n);
}

function part(title, text, lang) {
  const lines = (text ?? "").split("\n").filter((line) => line.trim());
  return lines.length > 0 && html`<h3 class="leaders__part">${title}</h3>${lines.map((line) => html`<p class="leaders__text"${lang()}>${line}</p>`)}`;
}
