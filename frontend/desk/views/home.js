/** The home of the desk: what waits for somebody, what is in work, what happens this week, what the portal lacks, what is read. */
import { html } from "../../lib/html.js";
import { firstView } from "./help.js";
import { labelOf } from "./labels.js";
import { siteName } from "../lib/sites.js";
import { coming, fieldOf, firstHour, gapsByKind, missing, placeOf, sorted } from "../lib/home.js";

const SHOWN = 8;
const SHOWN_PLACES = 3;
const MOST_READ = 5;
const DETAILED = 5;

/** A part is null where it could not be read. */
export function homeView({ person, isFirst, waiting, due, lacks, views, site }, i18n) {
  const { t } = i18n;
  const { first, own } = sorted(waiting.items);
  const steps = lacks && firstHour(lacks);
  return html`
    <div class="top"><h1>${t("home.title", { name: person.name })}</h1>
      <p class="top__new"><a class="primary" href="/desk/viet/article">${t("list.new_article")}</a>
        <a class="secondary" href="/desk/viet/notice">${t("list.new_notice")}</a>
        <a class="secondary" href="/desk/lich">${t("list.week")}</a>
        <a class="secondary alarm" href="/desk/khan">${t("emergency.title")}</a></p></div>
    ${isFirst && firstView(i18n)}
    ${steps && stepsView(steps, i18n)}
    <div class="home">
      ${tasksView({ person, name: "first", tasks: first, more: waiting.next, none: "home.none_waiting" }, i18n)}
      ${tasksView({ person, name: "own", tasks: own, more: waiting.next, none: "home.none_own" }, i18n)}
      ${comingView(due, i18n)}
      ${lacks && lackView(lacks, i18n)}
      ${views && readView(views, i18n)}
    </div>`;
}

function partView(name, content, { t }) {
  return html`<section class="home__part" aria-labelledby="home-${name}"><h2 id="home-${name}">${t(`home.${name}`)}</h2>${content}</section>`;
}

function tasksView({ person, name, tasks, more, none }, i18n) {
  const { t } = i18n;
  return partView(name, html`
    ${tasks.length ? html`<ul class="rows">${tasks.slice(0, SHOWN).map((each) => html`<li class="row"><div class="row__main">${taskView(each, person, i18n)}</div></li>`)}</ul>` : html`<p class="nothing">${t(none)}</p>`}
    ${(tasks.length > SHOWN || more) && html`<p><a href="/desk/noi-dung?scope=waiting">${t("home.all")}</a></p>`}`, i18n);
}

function taskView({ week, site, waiting, documents }, person, i18n) {
  const { t, formatDate, formatTime } = i18n;
  const [first] = documents;
  const address = week ? `/desk/lich/${week}?site=${site}` : `/desk/viet/${first.type}/${first.id}`;
  const label = week ? t("home.week", { number: Number(week.slice(6)), count: documents.length }) : first.label || t("list.untitled");
  return html`
    <a class="row__title" href="${address}"${!week && html` lang="vi"`}>${label}</a>
    ${waiting && waiting !== "draft" && html`<p class="row__waits">${t(`waiting.${waiting}`)}${first.edition.comment && html`: <span lang="vi">${first.edition.comment}</span>`}</p>`}
    <p class="row__facts">${person.sites.length > 1 && html`<span lang="vi">${siteName(person, site)}</span>`}<span>${t(`type.${first.type}`)}</span><span>${first.edition.author.name}</span><time datetime="${first.saved_at}">${formatTime(first.saved_at)} ${formatDate(first.saved_at)}</time></p>`;
}

function comingView({ items }, i18n) {
  const { t, formatWeekday, formatTime } = i18n;
  const found = coming(items);
  const rows = found.slice(0, SHOWN).map(({ document, at, isEnd }) => html`
    <li class="row"><div class="row__main"><a class="row__title" href="/desk/viet/${document.type}/${document.id}" lang="vi">${document.label || t("list.untitled")}</a>
      <p class="row__facts">${t(isEnd ? "home.ends" : "home.goes_out", { day: formatWeekday(at), time: formatTime(at) })}</p></div></li>`);
  return partView("coming", rows.length ? html`<ul class="rows">${rows}</ul>` : html`<p class="nothing">${t("home.none_coming")}</p>`, i18n);
}

/** The first steps of a portal that has nothing yet. */
function stepsView(steps, { t }) {
  return html`
    <section class="note note--strong" aria-labelledby="home-steps"><h2 id="home-steps">${t("home.steps")}</h2>
      <ol class="home__steps">${steps.map(({ name, address, isDone }) => html`<li>${isDone ? html`<span>✓ ${t(`home.step.${name}`)}</span>` : html`<a href="${address}">${t(`home.step.${name}`)}</a>`}</li>`)}</ol>
    </section>`;
}

function lackView(lacks, i18n) {
  const { t, formatNumber } = i18n;
  const found = missing(lacks);
  return partView("lacks", html`
    ${lacks.score !== null && html`<p><strong class="home__score">${formatNumber(lacks.score)}</strong> / 100 · ${t("home.score", { met: lacks.verdicts.filter(({ result }) => result === "met").length, all: lacks.verdicts.filter(({ result }) => result !== "not_looked_at").length })}</p>`}
    ${lacks.moved && movedView(lacks, i18n)}
    <ul class="rows">${found.map((each) => html`<li class="row"><div class="row__main">${verdictView(each, i18n)}</div></li>`)}</ul>
    ${gapsByKind(lacks).slice(0, DETAILED).map((each) => gapsView(each, i18n))}
    ${!found.length && !lacks.gaps.length && html`<p class="nothing">${t("home.none_lacks")}</p>`}`, i18n);
}

function verdictView({ says, says_vi: vietnamese, article, evidence, met, looked_at: count }, i18n) {
  const { t, language } = i18n;
  return html`
    <p class="home__says">${language === "vi" ? vietnamese : says}</p>
    <p class="row__facts"><span lang="vi">${article}</span>${count > 1 && html`<span>${t("home.met", { met, count })}</span>`}</p>
    <p class="home__places">${evidence.slice(0, SHOWN_PLACES).map((each) => html`<a href="${placeOf(each)}">${evidenceWords(each, i18n)}</a>`)}</p>`;
}

/** What was gained and lost since that day, each in the words of its criterion. */
function movedView({ moved, score, verdicts }, { t, language, formatNumber, formatDay }) {
  const said = (id) => verdicts.find((each) => each.id === id)[language === "vi" ? "says_vi" : "says"];
  const rows = (name) => moved[name].map((id) => html`<li>${t(`home.${name}`)}: ${said(id)}</li>`);
  const points = moved.score === null || score === null ? "" : formatNumber(Math.round(10 * (score - moved.score)) / 10);
  return html`
    <p>${t("home.moved", { day: formatDay(moved.day), points: points > "" && !points.startsWith("-") ? `+${points}` : points })}</p>
    <ul class="findings">${rows("gained")}${rows("lost")}</ul>`;
}

/** Which document, and which field of it. */
function evidenceWords(found, i18n) {
  const label = found.label || i18n.t(`new.${found.type}`);
  const field = fieldOf(found);
  return field ? html`${labelOf(found.type, field, i18n)} · ${label}` : label;
}

function gapsView({ type, field, gaps }, i18n) {
  const { t } = i18n;
  const [first] = gaps;
  return html`
    <details class="more"><summary>${t(`type.${type}`)} · ${labelOf(type, field, i18n)}: ${i18n.language === "vi" ? first.detail_vi : first.detail} (${gaps.length})</summary>
      <ul class="findings">${gaps.slice(0, SHOWN).map((each) => html`<li><a href="${placeOf(each)}" lang="vi">${each.label || t("list.untitled")}</a>${each.found && html` <span>${each.found}</span>`}</li>`)}</ul>
      ${gaps.length > SHOWN && html`<p>${t("all.more", { count: gaps.length - SHOWN })}</p>`}
    </details>`;
}

function readView({ views, most_read: items }, i18n) {
  const { t, formatNumber } = i18n;
  return partView("read", html`
    <p>${t("home.views", { count: formatNumber(views) })}</p>
    <ol class="findings">${items.slice(0, MOST_READ).map((each) => html`<li><a href="${each.url}" lang="vi">${each.title}</a> (${formatNumber(each.views)})</li>`)}</ol>`, i18n);
}
