/** Images with links, at the head and at the side. */
import { html, safeUrl } from "../../lib/html.js";
import { picture } from "../picture/picture.js";

const HEADER_SIZES = "(min-width: 76rem) 36rem, (min-width: 40rem) 48vw, 94vw";
const SIDE_SIZES = "(min-width: 62rem) 20.5rem, (min-width: 40rem) 30vw, 46vw";

/** Nothing when there are none. The first is what a visitor sees before anything else. */
export function headerBanners(banners, i18n) {
  return list("header", banners, i18n, (index) => ({ sizes: HEADER_SIZES, eager: index === 0 }));
}

export function sideBanners(banners, i18n) {
  return list("side", banners, i18n, () => ({ sizes: SIDE_SIZES }));
}

function list(place, banners, { lang }, options) {
  return banners.length > 0 && html`
    <ul class="banner-list banner-list--${place}"${lang()}>${banners.map((banner, index) => html`
      <li>${linked(banner, content(banner, options(index)))}</li>`)}</ul>`;
}

function linked({ link }, inside) {
  const url = safeUrl(link);
  return url ? html`<a class="banner" href="${url}">${inside}</a>` : html`<div class="banner">${inside}</div>`;
}

function content({ image, label }, options) {
  // A label that says the same as the picture's words would be read out twice.
  const alt = image.alt === label ? "" : image.alt;
  return html`${picture(image, { ...options, alt })}${label && html`<span class="banner__label">${label}</span>`}`;
}
