/** Alternative texts: what is no description, as the server sees it. */

const ENDING = /\.(?:jpe?g|jfif|png|gif|webp|avif|bmp|tiff?|heic|svg)$/i;
const NAME = /^(?:img|dsc[fn]?|pxl|image|z|anh|zalo|screenshot)[-_ ]?\d{3,}\S*$/i;

/** A file's name says nothing to whoever hears it. */
export function isFileName(words) {
  return ENDING.test(words.trim()) || NAME.test(words.trim());
}
