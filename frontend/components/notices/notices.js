/** The page of all notices: those in force or those that have expired, by urgency and kind. Pure. */
import { html } from "../../lib/html.js";
import { withQuery } from "../../lib/query.js";
import { myArea, sameArea } from "../my-area/my-area.js";
import { noticeItems } from "../notice-list/notice-list.js";
import { onward } from "../paging/paging.js";

export const URGENCIES = ["emergency", "important", "normal"];
export const PAST = "da-het-han";

/** What a query asks for: `{isPast, urgency, kind, area, cursor}`; what it does not name, or names wrongly, is null. */
export function choiceOf({ "tinh-trang": state, "muc-do": urgency, loai: kind, "dia-ban": area, cursor }) {
  return {
    isPast: state === PAST,
    urgency: URGENCIES.includes(urgency) ? urgency : null,
    kind: kind || null,
    area: area || null,
    cursor: cursor || null,
  };
}

/** The address that asks for it, on this site, whatever host these pages are on. */
export function noticesUrl({ isPast = false, urgency = null, kind = null, area = null, cursor = null }) {
  return withQuery("/thong-bao", { "tinh-trang": isPast && PAST, "muc-do": urgency, loai: kind, "dia-ban": area, cursor });
}

/** `items` and `next` are the API's answer to that choice, `areas` those of the site. */
export function noticesView({ items, next, areas = [] }, asked, i18n) {
  const { t } = i18n;
  // What nothing is called is no word of this page.
  const area = areas.find((each) => asked.area && sameArea(each, asked.area)) ?? null;
  const choice = { ...asked, area, kind: items.some(({ kind }) => kind === asked.kind) ? asked.kind : null };
  return html`
    <div class="notices">
      <h1 class="notices__title">${t("notices.title")}</h1>
      ${filter(t("notices.state"), states(choice, t))}
      ${myArea(areas, area, (each) => noticesUrl({ ...choice, cursor: null, area: each }), i18n)}
      <details class="notices__choice"${Boolean(asked.urgency || asked.kind) && html` open`}>
        <summary>${t("notices.choose")}</summary>
        ${filter(t("notices.urgency"), urgencies(choice, t))}
        ${filter(t("notices.kind"), kinds(items, choice, i18n))}
      </details>
      ${items.length ? html`<ul class="notice-list">${noticeItems(items, i18n)}</ul>` : empty(asked, t)}
      ${onward((cursor) => noticesUrl({ ...choice, cursor }), next, choice.cursor, { title: t("notices.pages"), more: t("notices.older") }, i18n)}
    </div>`;
}

function filter(label, links) {
  return links.length > 1 && html`
    <nav class="notices__filter" aria-label="${label}">
      <span class="notices__label" aria-hidden="true">${label}</span>
      <ul>${links.map(({ words, own, choice, isCurrent }) => html`
        <li><a class="chip" href="${noticesUrl(choice)}"${isCurrent && html` aria-current="true"`}${own}>${words}</a></li>`)}</ul>
    </nav>`;
}

function states({ isPast, urgency, kind, area }, t) {
  return [
    { words: t("notices.active"), choice: { urgency, kind, area }, isCurrent: !isPast },
    { words: t("notices.past"), choice: { urgency, kind, area, isPast: true }, isCurrent: isPast },
  ];
}

function urgencies({ isPast, urgency, kind, area }, t) {
  return [null, ...URGENCIES].map((each) => ({
    words: each ? t(`urgency.${each}`) : t("notices.all"),
    choice: { isPast, kind, area, urgency: each },
    isCurrent: each === urgency,
  }));
}

/** The kinds that are on the page: no list of all of them exists. */
function kinds(items, { isPast, urgency, kind, area }, { t, lang }) {
  const found = new Set(items.map((notice) => notice.kind).filter(Boolean));
  return [null, ...found].map((each) => ({
    words: each ?? t("notices.all"),
    own: each && lang(),
    choice: { isPast, urgency, area, kind: each },
    isCurrent: each === kind,
  }));
}

function empty(choice, t) {
  const { isPast } = choice;
  return html`
    <p class="notices__empty">${words(choice, t)}
      ${isFiltered(choice) && html`<a href="${noticesUrl({ isPast })}">${t("notices.unfiltered")}</a>`}</p>`;
}

function words(choice, t) {
  if (isFiltered(choice)) return t("notices.none_such");
  return choice.isPast ? t("notices.none_past") : t("notices.none");
}

function isFiltered({ urgency, kind, area }) {
  return Boolean(urgency || kind || area);
}
