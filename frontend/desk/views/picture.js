/** A picture where it is written about: on its way or here, with the words for whoever does not see it. */
import { html } from "../../lib/html.js";
import { field, tick } from "./form.js";

/**
 * `picture` is `{id, media, alt, name, warnings}`, its alt "" where it says nothing on purpose, its warnings what the
 * server noticed when it came; `address` shows it, `entry` is its file on its way.
 */
export function pictureView({ picture, address, entry }, i18n) {
  const { t } = i18n;
  return html`
    <div class="picture">
      ${address && html`<img class="picture__shown" src="${address}" alt="">`}
      ${entry && entry.state !== "done" && html`<div data-entry data-later></div>`}
      ${noticedView(picture.warnings, i18n)}
      ${!picture.media && !entry && html`
        <p class="picture__place"><strong>${t("picture.place")}</strong> ${picture.name}</p>
        ${chooserView({ id: picture.id }, i18n)}`}
      ${(picture.media || entry) && wordsView(picture, i18n)}
      <p class="picture__steps"><button type="button" class="secondary" data-remove>${t(picture.media || entry ? "picture.remove" : "picture.no_place")}</button></p>
    </div>`;
}

function wordsView({ id, alt }, i18n) {
  const { t } = i18n;
  return html`
    ${field({ name: `${id}-alt`, label: t("picture.alt"), hint: t("picture.alt_hint"), attributes: html` data-alt value="${alt ?? ""}" maxlength="500" autocomplete="off" lang="vi"${alt === "" && html` disabled`}` })}
    <p class="wrong" role="alert" data-alt-wrong></p>
    ${tick({ name: `${id}-decorative`, label: t("picture.decorative"), isOn: alt === "" })}`;
}

/** What somebody should know of a file that was taken: a place taken out of it, a scan without a word. */
function noticedView(warnings = [], { language }) {
  return warnings.length > 0 && html`
    <ul class="note noticed" role="status">${warnings.map((each) => html`<li>${language === "vi" ? each.detail_vi : each.detail}</li>`)}</ul>`;
}

/** How far a file is, in words; what stopped it, and how it goes on. */
export function entryView({ name, state, share, error }, why, { t, formatNumber }) {
  const percent = formatNumber(Math.floor(share * 100));
  return html`
    <p class="picture__state" role="status">${t(`upload.${state}`, { name, percent, why: error ? why : "" })}</p>
    ${state === "sending" && html`<progress class="picture__share" max="1" value="${share}" aria-label="${t("upload.share", { name })}"></progress>`}
    ${state === "failed" && html`<p><button type="button" class="secondary" data-again>${t("upload.again")}</button></p>`}`;
}

/** A file of this device, its camera, or one of the library. */
export function chooserView({ id, isMany, hasNoLibrary }, { t }) {
  return html`
    <p class="chooser">
      ${fileInput({ id: `${id}-file`, label: t("picture.choose"), attributes: html` accept="image/*,.heic,.heif"${isMany && html` multiple`}` })}
      ${fileInput({ id: `${id}-camera`, label: t("picture.camera"), attributes: html` accept="image/*" capture="environment"` })}
      ${!hasNoLibrary && html`<button type="button" class="secondary" data-library>${t("picture.library")}</button>`}
    </p>
    <div data-library-place></div>`;
}

function fileInput({ id, label, attributes }) {
  return html`<span class="file"><input type="file" class="file__input" id="${id}" data-file${attributes}><label class="secondary file__label" for="${id}">${label}</label></span>`;
}

/** The words that stand below a photo of its own. */
export function creditView({ id, caption, credit }, { t }) {
  return html`
    ${field({ name: `${id}-caption`, label: t("picture.caption"), attributes: html` data-caption value="${caption ?? ""}" maxlength="1000" autocomplete="off" lang="vi"` })}
    ${field({ name: `${id}-credit`, label: t("picture.credit"), attributes: html` data-credit value="${credit ?? ""}" maxlength="200" autocomplete="off" lang="vi"` })}`;
}

/** What the site has already. */
export function libraryView({ id, kind, page, text, old }, i18n) {
  const { t } = i18n;
  return html`
    <section class="library" aria-label="${t("library.title")}">
      ${old && html`<p class="library__replacing" role="status">${t("library.replacing", { name: old.alt || old.name })}
        <button type="button" class="secondary" data-replace-not>${t("library.replace_not")}</button></p>`}
      ${field({ name: `${id}-find`, label: t("library.find"), attributes: html` data-find type="search" value="${text}" autocomplete="off" spellcheck="false"` })}
      <p class="field__hint" role="status">${page.items.length ? t("library.found", { count: page.items.length }) : t("library.none")}</p>
      <ul class="library__items">${page.items.map((item) => itemView(item, kind, i18n))}</ul>
      <p>${page.next && html`<button type="button" class="secondary" data-library-more>${t("list.more")}</button>`}
        <button type="button" class="secondary" data-library-close>${t("panel.close")}</button></p>
    </section>`;
}

function itemView(item, kind, { t, formatDate }) {
  return html`
    <li class="library__item">
      <button type="button" class="library__take" data-take-media="${item.id}">
        ${kind === "image" && html`<img class="library__shown" src="${item.shown}" alt="" loading="lazy">`}
        <span class="library__name" lang="vi">${item.alt || item.name}</span>
        <span class="field__hint">${formatDate(item.at)}</span>
      </button>
      <button type="button" class="library__uses" data-uses="${item.id}">${t("library.uses")}</button>
      <div data-used="${item.id}" data-later role="status"></div>
    </li>`;
}

export function usesView({ items, more }, item, i18n) {
  const { t } = i18n;
  if (!items.length && !more) return html`<p class="field__hint">${t("library.unused")}</p>`;
  return html`
    <ul class="library__used">${items.map((each) => html`<li>${usedLink(each)}</li>`)}</ul>
    ${moreView(more, i18n)}
    <p><button type="button" class="secondary" data-replace="${item.id}">${t("library.replace")}</button></p>`;
}

/** What became of the drafts that showed a picture for which another stands in now. */
export function replacedView({ items, more }, i18n) {
  const { t, language } = i18n;
  return html`
    <div class="library__replacing" role="status">
      <p>${t("library.replaced", { count: items.filter(({ refusal }) => !refusal).length })}</p>
      <ul class="library__used">${items.map((each) => html`<li>${usedLink(each)}${each.refusal && html`: ${language === "vi" ? each.refusal.detail_vi : each.refusal.detail}`}</li>`)}</ul>
      ${moreView(more, i18n)}
    </div>`;
}

function usedLink({ type, id, label }) {
  return html`<a href="/desk/viet/${type}/${id}" target="_blank" rel="noopener" lang="vi">${label}</a>`;
}

function moreView(more, { t }) {
  return more > 0 && html`<p class="field__hint">${t("library.used_more", { count: more })}</p>`;
}

/** Files that hang below a text: what each is called, in order; `noticed` has the warnings of those that came just now. */
export function filesView({ id, label, files, entries, noticed }, i18n) {
  const { t } = i18n;
  return html`
    <h3 class="field__label">${label}</h3>
    <ul class="attached">${files.map(({ media, name }, index) => html`
      <li class="attached__file">
        ${field({ name: `${id}-${media}`, label: t("files.name"), attributes: html` data-name="${index}" value="${name}" maxlength="500" autocomplete="off" lang="vi"` })}
        ${noticedView(noticed[media], i18n)}
        <p><button type="button" class="secondary" data-drop-file="${index}">${t("files.remove")}</button></p>
      </li>`)}
      ${entries.map(({ key }) => html`<li class="attached__file" id="entry-${key}"><div data-entry-of="${key}" data-later></div>
        <p><button type="button" class="secondary" data-cancel="${key}">${t("files.remove")}</button></p></li>`)}
    </ul>
    <p class="chooser">${fileInput({ id: `${id}-file`, label: t("files.choose"), attributes: html` multiple` })}</p>`;
}
