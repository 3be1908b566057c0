/** Makes a photo small on this device before a slow line carries it; where it was taken stays behind. */

const LONGEST = 2_560;
const QUALITY = 0.85;
/** Drawings and screenshots are sharper as they are; so is what is small already. */
const AS_IT_IS = /^image\/(?:png|gif|webp)$/;
const SMALL = 1_500_000;

/** The blob to send: a JPEG of at most 2,560 pixels, or the file itself where this browser cannot read it. */
export async function shrunk(file) {
  if (!isPhoto(file) || (AS_IT_IS.test(file.type) && file.size <= SMALL)) return file;
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return (await drawn(image)) ?? file;
  } catch {
    // HEIC outside of Safari: the server reads it.
    return file;
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function isPhoto({ type, name = "" }) {
  return type.startsWith("image/") || /\.(?:hei[cf]|avif)$/i.test(name);
}

/** Browsers turn it upright as its EXIF says. */
function drawn(image) {
  const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
