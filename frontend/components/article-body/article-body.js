/** The sanitised body, with its images in every size and its wide tables made scrollable. */
import { html, trusted } from "../../lib/html.js";
import { picture } from "../picture/picture.js";

const SIZES = "(min-width: 48rem) 44rem, 92vw";
// The server writes well-formed tags: a `>` inside an attribute stands between quotes.
const IMAGE = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/** `images` are the body's own, in its order. */
export function articleBody(body, images, { t }) {
  return trusted(withScrollingTables(withPictures(body, images), t("article.table")));
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

function withScrollingTables(body, label) {
  const open = html`<div class="article-body__scroll" role="region" tabindex="0" aria-label="${label}"><table>`;
  return body.split("<table>").join(String(open)).split("</table>").join("</table></div>");
}
