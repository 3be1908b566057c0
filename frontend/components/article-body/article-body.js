/** The sanitised body, with its images in every size, photos in a row as a gallery, and wide tables made scrollable. */
import { html, trusted } from "../../lib/html.js";
import { picture } from "../picture/picture.js";

const SIZES = "(min-width: 48rem) 44rem, 92vw";
// The server writes well-formed tags: a `>` inside an attribute stands between quotes.
const IMAGE = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/g;
const FIGURE = /<figure>[^]*?<\/figure>/g;
const ROW = /(?:<figure>(?:(?!<\/?figure)[^])*<\/figure>\s*){2,}/g;
/** A number and its unit of a word or two: `11.482 hồ sơ`, `85 m<sup>2</sup>`, but no name. */
const FIGURES = /<td>((?:<(?:p|strong|em)>)*\s*[-+−]?\d[\d.,]*(?:\s\d{3})*\s*(?:[%‰]|°C|VNĐ|USD|(?:\s?\p{Ll}[\p{L}²³/]{0,9}[23]?){1,2}(?:<sup>[23]<\/sup>)?)?\s*(?:<\/(?:p|strong|em)>)*)<\/td>/gu;
const TABLE = /<table>[^]*?<\/table>/g;
/** A paragraph that is nothing but a link to a film, whose id YouTube has made. */
const FILM = /<p>(<a href="https:\/\/(?:(?:(?:www|m)\.)?youtube(?:-nocookie)?\.com\/(?:watch\?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([\w-]{11})(?:[?&][^"]*)?"[^>]*)>((?:(?!<\/?a\b)[^])*<\/a>)<\/p>/g;

/** `images` are the body's own, in its order. */
export function articleBody(body, images, i18n) {
  const shown = withFilms(withGalleries(withPictures(body, images), i18n), i18n);
  return trusted(withScrollingTables(withFigures(shown), i18n.t("article.table")));
}

/** Moved sideways by a finger, or by the arrows once it has the focus; on paper, and in old browsers, one below the other. */
function withGalleries(body, { t }) {
  return body.replace(ROW, (row) => {
    const figures = row.match(FIGURE);
    const numbered = figures.map((figure, index) =>
      figure.replace(/<\/figure>$/, `${html`<span class="gallery__number">${index + 1}/${figures.length}</span>`}</figure>`));
    const label = t("article.gallery", { count: figures.length });
    return `${html`<div class="gallery" role="region" tabindex="0" aria-label="${label}">`}${numbered.join("")}</div>`;
  });
}

/** A link that is named by its address says what comes instead. Nobody else is asked for anything before somebody wants to see it; without scripts the link leads there. */
function withFilms(body, { t }) {
  return body.replace(FILM, (paragraph, link, id, words) =>
    `<p class="film">${link} data-film="${id}">${words.replace(/^https?:[^]*<\/a>$/, `${html`${t("article.watch")}`}</a>`)}${html` <small>${t("article.film")}</small>`}</p>`);
}

function withPictures(body, images) {
  const found = body.match(IMAGE) ?? [];
  // Pairing by order is only safe when nothing is missing on either side.
  if (found.length !== images.length) return body;
  let index = 0;
  return body.replace(IMAGE, (tag) => {
    const image = images[index++];
    return image.renditions?.length ? String(picture(image, { sizes: SIZES })) : tag;
  });
}

/** Figures stand below each other by their ends, and what heads a column of them above those. */
function withFigures(body) {
  return body.replace(FIGURES, (_cell, inside) => `<td class="figures">${inside}</td>`).replace(TABLE, withHeads);
}

/** Cells that reach over several columns or rows are not counted. */
function withHeads(table) {
  const rows = table.split("<tr>").map((row) => row.match(/<t[hd]\b[^>]*>/g) ?? []);
  if (/<t[hd][^>]* (?:col|row)span=/.test(table)) return table;
  let column = 0;
  return table.replace(/<tr>|<t[hd]\b/g, (tag) => {
    column = tag === "<tr>" ? -1 : column + 1;
    return tag === "<th" && rows.some((cells) => /figures/.test(cells[column])) ? '<th class="figures"' : tag;
  });
}

function withScrollingTables(body, label) {
  const open = html`<div class="article-body__scroll" role="region" tabindex="0" aria-label="${label}"><table>`;
  return body.split("<table>").join(String(open)).split("</table>").join("</table></div>");
}
