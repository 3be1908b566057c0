/** An image in every format and width the API offers, in a box that is reserved before it loads. */
import { html } from "../../lib/html.js";

const FORMATS = ["avif", "webp", "jpeg"];
const FALLBACK_WIDTH = 960;

/** `sizes` is what CSS makes of the width; `eager` is for what is seen without scrolling. */
export function picture(image, { sizes, eager = false, alt = image.alt }) {
  const files = FORMATS.map((format) => renditions(image, format)).filter((list) => list.length);
  const own = files.pop();
  if (!own) return html``;
  return html`<picture>${files.map((list) => source(list, sizes))}<img src="${fallback(own).url}" srcset="${srcset(own)}"
    sizes="${sizes}" width="${image.width}" height="${image.height}" alt="${alt ?? ""}"
    ${loading(eager)} decoding="async" data-placeholder="${image.placeholder ?? ""}"></picture>`;
}

function source(list, sizes) {
  return html`<source type="image/${list[0].format}" srcset="${srcset(list)}" sizes="${sizes}">`;
}

function srcset(list) {
  return list.map(({ url, width }) => `${url} ${width}w`).join(", ");
}

/** A browser that knows no srcset gets the largest JPEG a phone can bear. */
function fallback(list) {
  return list.filter(({ width }) => width <= FALLBACK_WIDTH).pop() ?? list[0];
}

function renditions(image, format) {
  return (image.renditions ?? [])
    .filter((rendition) => rendition.format === format)
    .sort((one, other) => one.width - other.width);
}

function loading(eager) {
  return eager ? html`fetchpriority="high"` : html`loading="lazy"`;
}
