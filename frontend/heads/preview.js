/** The photo that search engines show beside a text. */

/** About as wide as they want it. */
const WIDE = 1_200;

/** `{url, width, height, alt}` of the JPEG of the first image that has one; null when none has. */
export function preview(images) {
  for (const image of images) {
    const files = (image?.renditions ?? []).filter(({ format }) => format === "jpeg");
    files.sort((one, other) => one.width - other.width);
    const file = files.find(({ width }) => width >= WIDE) ?? files.pop();
    if (file) return { ...file, alt: image.alt };
  }
  return null;
}
