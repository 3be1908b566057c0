/** An image in every format and width the API offers, in a box that is reserved before it loads. */
import { html } from "../../lib/html.js";

const FORMATS = ["avif", "webp", "jpeg"];
const FALLBACK_WIDTH = 960;

/** `sizes` is what CSS makes of the width; `eager` is for what is seen without scrolling. */
export function picture(image, { sizes, eager = false, alt = image.alt }) {
  const fallback = fallbackRendition(image);
  if (!fallback) return html``;
  return html`<picture>${FORMATS.filter((format) => format !== fallback.format).map((format) =>
      source(image, format, sizes))}<img src="${fallback.url}" srcset="${srcset(image, fallback.format)}"
    sizes="${sizes}" width="${image.width}" height="${image.height}" alt="${alt ?? ""}"
    ${loading(eager)} decoding="async" data-placeholder="${image.placeholder ?? ""}"></picture>`;
}

function source(image, format, sizes) {
  const candidates = srcset(image, format);
  return candidates && html`<source type="image/${format}" srcset="${candidates}" sizes="${sizes}">`;
}

function srcset(image, format) {
  return renditions(image, format).map(({ url, width }) => `${url} ${width}w`).join(", ");
}

/** A browser that knows no srcset gets the largest JPEG a phone can bear. */
function fallbackRendition(image) {
  const candidates = FORMATS.map((format) => renditions(image, format)).findLast((list) => list.length);
  return candidates?.findLast(({ width }) => width <= FALLBACK_WIDTH) ?? candidates?.[0];
}

function renditions(image, format) {
  return (image.renditions ?? [])
    .filter((rendition) => rendition.format === format)
    .sort((one, other) => one.width - other.width);
}

function loading(eager) {
  return eager ? html`fetchpriority="high"` : html`loading="lazy"`;
}
