/** The files of a screen on their way, and who is told of them. */
import { sendFile } from "../api/media.js";
import { Uploads } from "../lib/uploads.js";
import { newKey } from "./keys.js";
import { shrunk } from "./shrinking.js";

/** `site()` is the slug of the site that they are for. */
export function uploadsFor(site) {
  const watching = new Set();
  const uploads = new Uploads({
    prepare: shrunk,
    send: ({ blob, name, key }, onProgress) => sendFile({ blob, name, site: site(), key }, onProgress),
    tell: (entry) => watching.forEach((each) => each(entry)),
    after: (ms, work) => setTimeout(work, ms),
    newKey,
  });
  /** Gives a way to hear no more. */
  const watch = (hear) => {
    watching.add(hear);
    return () => watching.delete(hear);
  };
  return Object.assign(uploads, { site, watch });
}
