/** The page of the leaders' calendar: one week, the ways to others, and for whom it is shown. Pure. */
import { weekUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { entriesById } from "../entry/entry.js";
import { shareBar } from "../share/share.js";
import { weekTable } from "../week-table/week-table.js";
import { dayList } from "../week/week.js";
import { weekSpan } from "../week-brief/week-brief.js";

/**
 * `official` is the id of the one whose entries are shown, or null; `today` is `YYYY-MM-DD`; `fileUrl(official)` is where
 * the calendar of one official is as a file, or that of all (null); `url` is where this week stands for everybody.
 */
export function calendarView({ week, officials, official, agency, today, thisWeek, fileUrl, url }, i18n) {
  const shown = official ? ofOfficial(week, official) : week;
  const options = { today, known: entriesById(week), heading: "h2" };
  // On paper a week is one sheet, however much there is in it.
  const count = shown.days.flatMap(({ entries }) => entries).length;
  return html`
    <div class="calendar" data-crowd="${Math.min(count >> 3, 3)}" data-text>
      ${agency && html`<p class="calendar__agency"${i18n.lang()}>${agency.organisation ?? agency.name}</p>`}
      <h1 class="calendar__title">${i18n.t("week.title")}</h1>
      <p class="calendar__span">${weekSpan(week, i18n)}</p>
      <div class="calendar__tools">
        ${weekLinks(week, thisWeek, official, i18n)}
        ${officials.length > 0 && officialForm(officials, week, official, i18n)}
      </div>
      ${official && whose(officials, official, week, i18n)}
      ${count === 0 ? html`<p class="calendar__empty">${i18n.t("calendar.empty")}</p>` : html`
        <div class="calendar__table">${weekTable(shown, i18n, options)}</div>
        <div class="calendar__list">${dayList(shown, i18n, options)}</div>`}
      ${shareBar(url, i18n)}
      <p class="calendar__signature"><strong>${i18n.t("paper.approver")}</strong></p>
      ${feeds(officials.find(({ id }) => id === official), fileUrl, i18n)}
    </div>`;
}

/** The entries that an official chairs or takes part in. */
function ofOfficial(week, id) {
  const isTheirs = ({ chair, officials }) => chair?.id === id || officials.some((each) => each.id === id);
  return { ...week, days: week.days.map((day) => ({ ...day, entries: day.entries.filter(isTheirs) })) };
}

function weekLinks({ week, prev, next }, thisWeek, official, { t }) {
  const link = (target, words, rel) => target && html`
    <li><a class="button" href="${addressFor(target, official)}"${rel}>${words}</a></li>`;
  const isThis = week === thisWeek && html` aria-current="date"`;
  return html`
    <nav class="calendar__weeks" aria-label="${t("calendar.weeks")}">
      <ul>
        ${link(prev, t("calendar.prev"), html` rel="prev"`)}
        ${link(thisWeek, t("calendar.this"), isThis)}
        ${link(next, t("calendar.next"), html` rel="next"`)}
      </ul>
    </nav>`;
}

function addressFor(week, official) {
  return official ? `${weekUrl(week)}?lanh-dao=${encodeURIComponent(official)}` : weekUrl(week);
}

// A form with a button, so that a choice alone does not lead away from the page.
function officialForm(officials, { week }, chosen, { t, lang, languageField }) {
  return html`
    <form class="calendar__filter" action="${weekUrl(week)}">${languageField}
      <label for="lanh-dao">${t("calendar.official")}</label>
      <select id="lanh-dao" name="lanh-dao">
        <option value="">${t("calendar.everybody")}</option>
        ${officials.map((each) => html`
          <option value="${each.id}"${each.id === chosen && html` selected`}${lang()}>${each.name}</option>`)}
      </select>
      <button class="button">${t("calendar.show")}</button>
    </form>`;
}

function whose(officials, id, { week }, { t }) {
  const name = officials.find((each) => each.id === id)?.name ?? t("calendar.unknown");
  return html`
    <p class="calendar__whose">${t("calendar.whose", { name })}
      <a href="${weekUrl(week)}">${t("calendar.show_all")}</a></p>`;
}

/** By its scheme a calendar program knows that it is to follow the file, not to copy it once. */
function feeds(chosen, fileUrl, { t, own }) {
  const all = [{ id: null, name: t("calendar.everybody") }, chosen && { id: chosen.id, name: own(chosen.name) }].filter(Boolean);
  return html`
    <section class="calendar__feeds" aria-labelledby="feeds-title">
      <h2 class="calendar__feeds-title" id="feeds-title">${t("calendar.feeds")}</h2>
      <ul>${all.map(({ id, name }) => html`
        <li><span>${name}:</span>
          <a href="${fileUrl(id).replace(/^https?:/, "webcal:")}">${t("calendar.subscribe")}</a>
          <a href="${fileUrl(id)}">${t("calendar.download")}</a></li>`)}</ul>
    </section>`;
}
